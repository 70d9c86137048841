import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type Docker from 'dockerode';
import type { GoPlace } from './go-place.ts';

/** One container that lives as long as the benchmark, with all cores: what a candidate's own machine would do. */
export class GoContainer implements GoPlace {
  readonly how =
    'go test -race -count=1 -vet=off with a warm cache, in one long-lived container of the image with all cores, from the command to its end';
  readonly work: string;
  readonly #docker: Docker;
  readonly #container: Docker.Container;

  private constructor(docker: Docker, container: Docker.Container, work: string) {
    this.#docker = docker;
    this.#container = container;
    this.work = work;
  }

  static async start(docker: Docker, image: string, labels: Record<string, string>): Promise<GoContainer> {
    const work = await mkdtemp(join(tmpdir(), 'twohours-plain-'));
    const container = await docker.createContainer({
      Image: image,
      Entrypoint: ['sleep', 'infinity'],
      Labels: labels,
      WorkingDir: '/work',
      HostConfig: { NetworkMode: 'none', Binds: [`${work}:/work`], Init: true },
    });
    await container.start();
    return new GoContainer(docker, container, work);
  }

  async sh(script: string): Promise<string> {
    const exec = await this.#container.exec({ Cmd: ['bash', '-c', script], AttachStdout: true, AttachStderr: true });
    const stream = await exec.start({});
    const out = new PassThrough();
    const problems = new PassThrough();
    this.#docker.modem.demuxStream(stream, out, problems);
    stream.on('end', () => {
      out.end();
      problems.end();
    });
    const [said, complained] = await Promise.all([text(out), text(problems)]);
    const { ExitCode: code } = await exec.inspect();
    if (code !== 0) throw new Error(`a script in the plain container ended with ${code}:\n${(said + complained).slice(-2_000)}`);
    return said;
  }

  /** An image of it as it is now, with everything in its cache. */
  async commit(name: string): Promise<void> {
    await this.#container.commit({ repo: name, pause: false });
  }

  async close(): Promise<void> {
    await this.#container.remove({ force: true, v: true });
    await rm(this.work, { recursive: true, force: true });
  }
}
