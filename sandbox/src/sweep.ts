import type { ContainerInfo } from 'dockerode';
import type { Logger } from 'pino';
import { LABEL } from './containers.ts';
import type { Engine } from './engine.ts';
import type { HandIn } from './hand-in.ts';
import { prefixFor } from './pool.ts';

/** A container that was just made may not be known to be in use yet. */
const NEW_MS = 10_000;

export interface SweepDeps {
  readonly engine: Engine;
  readonly instance: string;
  readonly worker: string;
  readonly handIns: readonly Pick<HandIn, 'sweep'>[];
  readonly log: Pick<Logger, 'warn'>;
}

export interface Known {
  /** Workers, this one included. */
  readonly alive: ReadonlySet<string>;
  readonly worker: string;
  /** Ids of this worker's containers that it needs. */
  readonly inUse: ReadonlySet<string>;
  readonly now: number;
}

/** Why this container should not be there any more, or undefined. */
export function whyForgotten(container: Pick<ContainerInfo, 'Id' | 'Labels' | 'Created'>, known: Known): string | undefined {
  const labels = container.Labels;
  const { alive, worker, inUse, now } = known;
  if (!alive.has(labels[LABEL.worker] ?? '')) return 'its worker is gone';
  const isOurs = labels[LABEL.worker] === worker;
  if (isOurs && !inUse.has(container.Id) && now - container.Created * 1_000 > NEW_MS) return 'it could not be removed when it ended';
  // A label that is no number is not ours to trust, and no reason to keep anything.
  if (!(Number(labels[LABEL.deadline]) > now)) return 'its deadline has passed';
  return undefined;
}

/** Removes what workers that died left behind, and what outlived its use. */
export async function sweep(deps: SweepDeps, alive: ReadonlySet<string>): Promise<void> {
  const { engine, worker } = deps;
  const all = await listOurs(deps);
  for (const info of all) {
    const why = whyForgotten(info, { alive, worker, inUse: engine.inUse, now: engine.clock.now() });
    if (why === undefined) continue;
    const what = { container: info.Id, name: info.Names[0] };
    deps.log.warn(what, `a container is removed: ${why}`);
    // One that does not die must not keep the others.
    await engine.remove(engine.docker.getContainer(info.Id)).catch((err: unknown) => deps.log.warn({ err, ...what }, 'it could not be removed'));
  }
  await removeVanished(engine, all);
  for (const handIn of deps.handIns) await handIn.sweep(alive);
}

/** Somebody else removed what we could not: the engine says so when it is asked to, and its slot is free again. */
async function removeVanished(engine: Engine, known: readonly ContainerInfo[]): Promise<void> {
  const gone = [...engine.stuck.keys()].filter((id) => !known.some((info) => info.Id === id));
  await Promise.all(gone.map(async (id) => engine.remove(engine.docker.getContainer(id)).catch(() => undefined)));
}

/** Before a job is tried again: its old containers, whoever made them. */
export async function removeContainersOf(deps: Pick<SweepDeps, 'engine' | 'instance'>, job: string): Promise<void> {
  const old = (await listOurs(deps)).filter(({ Names: names }) => names.some((name) => name.startsWith(`/${prefixFor(job)}`)));
  await Promise.all(old.map(({ Id: id }) => deps.engine.remove(deps.engine.docker.getContainer(id))));
}

async function listOurs(deps: Pick<SweepDeps, 'engine' | 'instance'>): Promise<ContainerInfo[]> {
  const filters = { label: [`${LABEL.instance}=${deps.instance}`] };
  return deps.engine.call('list', (abortSignal) => deps.engine.docker.listContainers({ all: true, filters, abortSignal }));
}
