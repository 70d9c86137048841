import { randomBytes } from 'node:crypto';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from '@twohours/wire/workspace';

/** Programs of hidden stages can be executed but not read, not even by themselves; see SECURITY.md. */
const EXECUTE_ONLY = 0o711;
const READABLE = 0o755;

export interface JobDirContent {
  /** File name to program. */
  readonly programs: Readonly<Record<string, Buffer>>;
  readonly areSecret: boolean;
  /** The workspace, for visible tests that read files beside them. */
  readonly files?: Files;
}

/** Folders that containers mount read-only. Only the worker writes them, before it says what to do there. */
export class JobDirs {
  readonly #root: string;

  constructor(runtimeDir: string, worker: string) {
    this.#root = join(runtimeDir, 'programs', worker);
  }

  /** A container can mount it while it is still empty, and sees what appears in it. */
  async make(): Promise<string> {
    const dir = join(this.#root, randomBytes(12).toString('hex'));
    await mkdir(join(dir, 'src'), { recursive: true, mode: 0o711 });
    return dir;
  }

  async fill(dir: string, content: JobDirContent): Promise<void> {
    for (const [name, bytes] of Object.entries(content.programs)) {
      await writeFile(join(dir, name), bytes);
      // Not as writeFile's mode, which the umask narrows.
      await chmod(join(dir, name), content.areSecret ? EXECUTE_ONLY : READABLE);
    }
    for (const [path, text] of Object.entries(content.files ?? {})) {
      const file = join(dir, 'src', path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }

  async remove(dir: string): Promise<void> {
    await rm(dir, { recursive: true, force: true });
  }

  /** At the end: nothing of this worker's is left. */
  async removeAll(): Promise<void> {
    await rm(this.#root, { recursive: true, force: true });
  }
}
