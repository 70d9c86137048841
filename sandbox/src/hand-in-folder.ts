import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { entriesOf, EXECUTE_ONLY, mountOf, type HandIn, type HandInContent, type Place } from './hand-in.ts';

/** Folders of ours that containers bind read-only: for an engine that sees the same files under the same path. */
export class HandInFolders implements HandIn {
  readonly kind = 'bind';
  readonly #programs: string;
  readonly #root: string;

  constructor(runtimeDir: string, worker: string) {
    this.#programs = join(runtimeDir, 'programs');
    this.#root = join(this.#programs, worker);
  }

  async make(): Promise<Place> {
    const dir = join(this.#root, randomBytes(12).toString('hex'));
    const src = join(dir, 'src');
    await mkdir(src, { recursive: true });
    // Whatever the umask: programs can be started by who knows their names, and the workspace beside them can be listed, as
    // t.Chdir and os.ReadDir do.
    await chmod(dir, 0o711);
    await chmod(src, 0o755);
    return {
      mount: mountOf('bind', dir),
      put: async (content) => put(dir, content),
      hide: async ({ programs }) => {
        for (const name of Object.keys(programs)) await chmod(join(dir, name), EXECUTE_ONLY);
      },
      remove: async () => rm(dir, { recursive: true, force: true }),
    };
  }

  async sweep(alive: ReadonlySet<string>): Promise<void> {
    const workers = await readdir(this.#programs).catch(() => []);
    const gone = workers.filter((worker) => !alive.has(worker));
    await Promise.all(gone.map((worker) => rm(join(this.#programs, worker), { recursive: true, force: true })));
  }

  async removeAll(): Promise<void> {
    await rm(this.#root, { recursive: true, force: true });
  }
}

async function put(dir: string, given: HandInContent): Promise<void> {
  for (const { path, content, mode } of entriesOf(given)) {
    const file = join(dir, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    // Not as writeFile's mode, which the umask narrows.
    await chmod(file, mode);
  }
}
