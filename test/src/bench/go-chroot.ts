import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type Docker from 'dockerode';
import { quoted, type GoPlace } from './go-place.ts';

/** No script prints it by chance. */
const MARK = `ended-${randomUUID()} `;

/** Its mounts are in a namespace of their own, so that they are gone when it is. */
const ENTER = `
set -e
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
exec chroot "$1" /usr/bin/env -i "\${@:2}" HOME=/root bash -s
`;

/**
 * The image's own Go with no isolation at all: its files are laid out in a folder, and a shell of this machine's root works
 * in it. No container, no cgroup, no seccomp, no overlay. Not the machine's own Go, even where there is one: it must be the
 * same compiler with the same warm cache.
 */
export class GoChroot implements GoPlace {
  readonly how =
    'the same with GORACE=atexit_sleep_ms=50, the image laid out in a folder and entered by chroot: no container, cgroup, seccomp profile or limit';
  readonly work: string;
  readonly #root: string;
  readonly #shell: ChildProcess;
  #output = '';
  #heard: () => void = () => undefined;

  private constructor(root: string, shell: ChildProcess) {
    this.#root = root;
    this.#shell = shell;
    this.work = join(root, 'work');
    shell.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      this.#output += chunk;
      this.#heard();
    });
    shell.on('exit', () => this.#heard());
  }

  /** Why it cannot be had here; undefined where it can. */
  static obstacle(): string | undefined {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'Working without a container needs root on a Linux machine, for chroot.';
    return undefined;
  }

  static async start(docker: Docker, image: string): Promise<GoChroot> {
    const root = await mkdtemp(join(tmpdir(), 'twohours-bare-'));
    try {
      // For everybody, as the root folder of any system.
      await chmod(root, 0o755);
      await layOut(docker, image, root);
      await mkdir(join(root, 'work'), { recursive: true });
      const { Config: config } = await docker.getImage(image).inspect();
      const args = ['--mount', '--propagation', 'private', 'bash', '-c', ENTER, 'bash', root, ...(config.Env ?? [])];
      return new GoChroot(root, spawn('unshare', args, { stdio: ['pipe', 'pipe', 'inherit'] }));
    } catch (error) {
      await rm(root, { recursive: true, force: true });
      throw error;
    }
  }

  async sh(script: string): Promise<string> {
    this.#output = '';
    this.#shell.stdin?.write(`bash -c ${quoted([script])} </dev/null 2>&1; printf '${MARK}%d\\n' $?\n`);
    for (;;) {
      const [said = '', code] = this.#output.split(MARK);
      if (code?.endsWith('\n') === true) {
        if (Number(code) === 0) return said;
        throw new Error(`a script without a container ended with ${code.trim()}:\n${said.slice(-2_000)}`);
      }
      if (this.#shell.exitCode !== null) throw new Error(`the shell without a container has ended:\n${this.#output}`);
      await new Promise<void>((resolve) => (this.#heard = resolve));
    }
  }

  async close(): Promise<void> {
    const gone = once(this.#shell, 'exit');
    this.#shell.stdin?.end();
    await gone;
    await rm(this.#root, { recursive: true, force: true });
  }
}

async function layOut(docker: Docker, image: string, root: string): Promise<void> {
  const container = await docker.createContainer({ Image: image, Cmd: ['true'], NetworkDisabled: true });
  try {
    const tar = spawn('tar', ['-x', '-C', root], { stdio: ['pipe', 'ignore', 'inherit'] });
    const ended = once(tar, 'exit');
    await pipeline(await container.export(), tar.stdin);
    const [code] = await ended;
    if (code !== 0) throw new Error(`laying out ${image} ended with ${String(code)}`);
    // What is still to be written must not be written during the first rounds.
    await once(spawn('sync', ['-f', root], { stdio: 'ignore' }), 'exit');
  } finally {
    await container.remove({ force: true });
  }
}
