import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { LABEL } from './containers.ts';
import type { Engine } from './engine.ts';
import { Fault } from './fault.ts';
import { entriesOf, mountOf, type HandIn, type HandInContent, type Place } from './hand-in.ts';

export interface HandInVolumesDeps {
  readonly engine: Engine;
  readonly instance: string;
  readonly worker: string;
}

/**
 * A volume each, filled through a helper container that is never started: for an engine that does not see our files. The
 * engine unpacks into the helper, in which no candidate's code was ever run; the run container mounts the same volume
 * read-only.
 */
export class HandInVolumes implements HandIn {
  readonly kind = 'volume';
  readonly #deps: HandInVolumesDeps;
  readonly #inUse = new Set<string>();
  /** Volumes that a helper may still hold, and when it will not. */
  readonly #held = new Map<string, Promise<void>>();

  constructor(deps: HandInVolumesDeps) {
    this.#deps = deps;
  }

  async make(image: string): Promise<Place> {
    const { engine } = this.#deps;
    const name = `twohours-${randomBytes(12).toString('hex')}`;
    this.#inUse.add(name);
    try {
      await engine.call('volume', (abortSignal) => engine.docker.createVolume({ Name: name, Labels: this.#labels(), abortSignal }));
      return {
        mount: mountOf('volume', name),
        put: async (content) => this.#put(name, image, content),
        // What was put there anew would be another file than the one that runs.
        hide: async () => Promise.reject(new Fault('what runs from a volume cannot be made unreadable; folders it has to be')),
        remove: async () => this.#remove(name),
      };
    } catch (error) {
      this.#inUse.delete(name);
      throw error;
    }
  }

  async sweep(alive: ReadonlySet<string>): Promise<void> {
    for (const [name, worker] of await this.#list()) {
      if (worker === this.#deps.worker ? !this.#inUse.has(name) : !alive.has(worker)) await this.#remove(name);
    }
  }

  async removeAll(): Promise<void> {
    for (const [name, worker] of await this.#list()) if (worker === this.#deps.worker) await this.#remove(name);
  }

  async #put(name: string, image: string, content: HandInContent): Promise<void> {
    const { engine } = this.#deps;
    const tar = await tarOf(content);
    const mount = { ...mountOf('volume', name), ReadOnly: false };
    const options = { Image: image, Labels: this.#labels(), NetworkDisabled: true, HostConfig: { NetworkMode: 'none', Mounts: [mount] } };
    const helper = await engine.call('create', (abortSignal) => engine.docker.createContainer({ ...options, abortSignal }));
    engine.inUse.add(helper.id);
    const gone = Promise.withResolvers<void>();
    this.#held.set(name, gone.promise);
    try {
      await engine.call('archive', (abortSignal) => helper.putArchive(tar, { path: mount.Target, abortSignal }));
    } finally {
      engine.release(helper, async () => {
        engine.inUse.delete(helper.id);
        gone.resolve();
      });
    }
  }

  async #remove(name: string): Promise<void> {
    const { engine } = this.#deps;
    await this.#held.get(name);
    this.#held.delete(name);
    // What fails here, the sweep does.
    this.#inUse.delete(name);
    await engine.call('volume', (abortSignal) => engine.docker.getVolume(name).remove({ force: true, abortSignal }));
  }

  async #list(): Promise<[name: string, worker: string][]> {
    const { engine, instance } = this.#deps;
    const filters = { label: [`${LABEL.instance}=${instance}`] };
    const { Volumes: volumes } = await engine.call('volumes', (abortSignal) => engine.docker.listVolumes({ filters, abortSignal }));
    return volumes.map((volume) => [volume.Name, volume.Labels[LABEL.worker] ?? '']);
  }

  #labels(): Record<string, string> {
    const { instance, worker } = this.#deps;
    return { [LABEL.instance]: instance, [LABEL.worker]: worker };
  }
}

async function tarOf(content: HandInContent): Promise<Buffer> {
  const tar = pack();
  const bytes = buffer(tar);
  for (const entry of entriesOf(content)) tar.entry({ name: entry.path, mode: entry.mode, uid: 0, gid: 0 }, Buffer.from(entry.content));
  tar.finalize();
  return bytes;
}
