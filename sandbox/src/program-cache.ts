import { createHash } from 'node:crypto';
import type { Diagnostic } from '@twohours/wire/job';
import type { Compilation, CompileOrder, Program } from './compile.ts';

interface Entry {
  readonly programs: readonly Program[];
  readonly vetted: readonly Diagnostic[];
  readonly bytes: number;
}

/**
 * What came of compiling, so that pressing Run again on the same files starts their tests at once. Only what is made is
 * kept, never how it went: the tests run again. In memory, up to so many bytes, what was asked for last stays longest.
 */
export class ProgramCache {
  readonly #maxBytes: number;
  readonly #entries = new Map<string, Entry>();
  readonly #underWay = new Map<string, Compilation>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** What is known of this order with this image, else what `start` makes of it. */
  compile(image: string, order: CompileOrder, start: () => Compilation): Compilation {
    const key = keyOf(image, order);
    const known = this.#entries.get(key);
    if (known) {
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return { compiled: Promise.resolve({ kind: 'built', programs: known.programs }), vetted: Promise.resolve(known.vetted) };
    }
    const compilation = start();
    void this.#remember(key, compilation).catch(() => undefined);
    return compilation;
  }

  /**
   * The same for what everybody needs: it is under way once at most, however many ask, so `start` must not end with the job
   * that happened to be first.
   */
  compileShared(image: string, order: CompileOrder, start: () => Compilation): Compilation {
    const key = keyOf(image, order);
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const compilation = this.compile(image, order, start);
    const over = () => void this.#underWay.delete(key);
    this.#underWay.set(key, compilation);
    // Remembered before it is no longer under way.
    void Promise.allSettled([compilation.compiled, compilation.vetted]).then(over);
    return compilation;
  }

  async #remember(key: string, { compiled, vetted }: Compilation): Promise<void> {
    const [made, diagnostics] = await Promise.all([compiled, vetted]);
    if (made.kind !== 'built' || this.#entries.has(key)) return;
    const bytes = made.programs.reduce((sum, program) => sum + program.bytes.length, 0);
    if (bytes > this.#maxBytes) return;
    this.#entries.set(key, { programs: made.programs, vetted: diagnostics, bytes });
    this.#bytes += bytes;
    for (const [oldest, entry] of this.#entries) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#entries.delete(oldest);
      this.#bytes -= entry.bytes;
    }
  }
}

/** Of everything that compiling looks at. */
function keyOf(image: string, order: CompileOrder): string {
  const sorted = (files: CompileOrder['hidden']) => Object.entries(files ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const { files, hidden, ...rest } = order;
  return createHash('sha256')
    .update(JSON.stringify([image, sorted(files), sorted(hidden), rest]))
    .digest('hex');
}
