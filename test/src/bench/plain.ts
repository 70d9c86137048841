import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { PassThrough } from 'node:stream';
import Docker from 'dockerode';
import type { Files } from '@twohours/wire/workspace';

/** What one `go test` took, and how much of that the tests themselves say they did. */
export interface Timed {
  readonly totalMs: number;
  readonly testsMs: number;
}

/**
 * `go test -race -count=1 ./...` with a warm cache in the same image, in one container that is there already: what a
 * candidate's own machine would do. The time is taken inside, so that nothing of Docker is in it.
 */
export class PlainGo {
  readonly #container: Docker.Container;
  readonly #dir: string;
  readonly #docker: Docker;

  private constructor(docker: Docker, container: Docker.Container, dir: string) {
    this.#docker = docker;
    this.#container = container;
    this.#dir = dir;
  }

  static async start(image: string, files: Files): Promise<PlainGo> {
    const dir = await mkdtemp(join(tmpdir(), 'twohours-plain-'));
    const docker = new Docker();
    const container = await docker.createContainer({
      Image: image,
      Entrypoint: ['sleep', '3600'],
      Labels: { 'twohours.instance': 'bench' },
      WorkingDir: '/work',
      HostConfig: { NetworkMode: 'none', Binds: [`${dir}:/work`], NanoCpus: 2e9 },
    });
    await container.start();
    const plain = new PlainGo(docker, container, dir);
    await plain.write(files);
    // The cache is warm for the standard library from the image; this warms it for everything that is not edited.
    await plain.test();
    return plain;
  }

  async write(files: Files): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(this.#dir, path)), { recursive: true });
      await writeFile(join(this.#dir, path), text);
    }
  }

  async test(): Promise<Timed> {
    const script =
      's=$(date +%s%N); go test -race -count=1 -json ./... > /tmp/out; code=$?; e=$(date +%s%N); cat /tmp/out; echo "TOOK $((e-s)) $code"';
    const exec = await this.#container.exec({ Cmd: ['sh', '-c', script], AttachStdout: true, AttachStderr: true });
    const stream = await exec.start({});
    const out = new PassThrough();
    this.#docker.modem.demuxStream(stream, out, out);
    stream.on('end', () => out.end());
    let text = '';
    for await (const chunk of out) text += String(chunk);
    const took = /TOOK (\d+) (\d+)/.exec(text);
    if (took?.[2] !== '0') throw new Error(`plain go test failed:\n${text.slice(-2_000)}`);
    return { totalMs: Number(took[1]) / 1e6, testsMs: testsMsOf(text) };
  }

  async close(): Promise<void> {
    await this.#container.remove({ force: true, v: true });
    await rm(this.#dir, { recursive: true, force: true });
  }
}

/** The sum of what the top-level tests took, as test2json says. */
function testsMsOf(output: string): number {
  let sum = 0;
  for (const line of output.split('\n')) {
    if (!line.startsWith('{')) continue;
    const event = JSON.parse(line) as { Action: string; Test?: string; Elapsed?: number };
    if (event.Action === 'pass' && event.Test !== undefined && !event.Test.includes('/')) sum += (event.Elapsed ?? 0) * 1000;
  }
  return sum;
}
