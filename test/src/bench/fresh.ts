import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Files } from '@twohours/wire/workspace';
import type Docker from 'dockerode';
import { testsMsOf, type Timed } from './go-test-output.ts';
import { writeFiles } from './go-place.ts';
import { TAGS } from './go-test.ts';

const MIB = 1024 ** 2;

/**
 * How peers do it: a new container for each job, hardened, `go test -race -json` in it, removed afterwards. Its options are
 * those of a run container of ours as the engine tells them, but for what the go command cannot do without: a cache that it
 * can write (so a root file system, as root without capabilities), file locks (so the engine's own seccomp profile), more
 * memory and processes, and all cores.
 */
export class FreshContainers {
  readonly how =
    'a new container for each job with the options of our run containers but for what go needs (a writable root, file locks, memory, all cores), go test -race -json -vet=off in it, from asking for it to its end';
  readonly #docker: Docker;
  readonly #options: Docker.ContainerCreateOptions;
  readonly #dir: string;

  private constructor(docker: Docker, options: Docker.ContainerCreateOptions, dir: string) {
    this.#docker = docker;
    this.#options = options;
    this.#dir = dir;
  }

  /** `like` is a run container of ours. */
  static async make(
    docker: Docker,
    { like, image, env, labels }: { like: Docker.ContainerInspectInfo; image: string; env: readonly string[]; labels: Record<string, string> },
  ): Promise<FreshContainers> {
    const dir = await mkdtemp(join(tmpdir(), 'twohours-fresh-'));
    const ulimits = (like.HostConfig.Ulimits ?? []).filter((limit) => limit.Name !== 'fsize' && limit.Name !== 'cpu');
    const options: Docker.ContainerCreateOptions = {
      Image: image,
      Entrypoint: ['go', 'test', '-race', TAGS, '-vet=off', '-count=1', '-json', './...'],
      User: '0:0',
      WorkingDir: '/work',
      Env: [...env, 'HOME=/tmp', 'TMPDIR=/tmp'],
      Labels: labels,
      NetworkDisabled: true,
      HostConfig: {
        NetworkMode: 'none',
        Privileged: false,
        CapDrop: ['ALL'],
        SecurityOpt: ['no-new-privileges:true'],
        IpcMode: like.HostConfig.IpcMode ?? 'none',
        OomScoreAdj: like.HostConfig.OomScoreAdj ?? 0,
        Memory: 1024 * MIB,
        MemorySwap: 1024 * MIB,
        PidsLimit: 512,
        Ulimits: ulimits,
        Tmpfs: { '/tmp': 'rw,exec,nosuid,nodev,size=512m,mode=1777' },
        Mounts: [{ Type: 'bind', Source: dir, Target: '/work', ReadOnly: true, BindOptions: { Propagation: 'rprivate' } }],
        LogConfig: { Type: 'none', Config: {} },
      },
    };
    return new FreshContainers(docker, options, dir);
  }

  async write(files: Files): Promise<void> {
    await rm(this.#dir, { recursive: true, force: true });
    await writeFiles(this.#dir, files);
  }

  /** From asking for the container to its end, when the result can be read. Removing it is waited for and not counted. */
  async test(): Promise<Timed> {
    const from = performance.now();
    const container = await this.#docker.createContainer(this.#options);
    try {
      const stream = await container.attach({ stream: true, stdout: true, stderr: true });
      const out = new PassThrough();
      this.#docker.modem.demuxStream(stream, out, out);
      stream.on('end', () => out.end());
      const said = text(out);
      const ended = container.wait({ condition: 'next-exit' });
      await container.start();
      const { StatusCode: code } = (await ended) as { StatusCode: number };
      const totalMs = performance.now() - from;
      const output = await said;
      if (code !== 0) throw new Error(`go test in a fresh container ended with ${code}:\n${output.slice(-2_000)}`);
      return { totalMs, testsMs: testsMsOf(output) };
    } finally {
      await container.remove({ force: true, v: true });
    }
  }

  async close(): Promise<void> {
    await rm(this.#dir, { recursive: true, force: true });
  }
}
