import { pack } from 'tar-stream';
import { buffer } from 'node:stream/consumers';
import type { SealedPart } from '@twohours/wire/exercise';
import type { Diagnostic } from '@twohours/wire/job';
import type { Files } from '@twohours/wire/workspace';
import type { CompileJob } from './compile-worker.ts';
import type { ContainerEnd } from './container.ts';
import { Fault } from './fault.ts';
import { Frames, type Message } from './frames.ts';
import { COMPILE } from './limits.ts';

/** image/go/frame's Job. */
export interface CompileOrder {
  readonly mode: 'visible' | 'hidden' | 'commands' | 'format';
  readonly files: Files;
  /** Paths relative to the exercise's hidden/. */
  readonly hidden?: Files;
  readonly exercise?: Pick<SealedPart, 'kind' | 'module' | 'package' | 'go' | 'imports'>;
  readonly vet?: boolean;
  readonly test?: boolean;
  readonly tests?: readonly string[];
  readonly path?: string;
}

export interface Program {
  /** Directory of the package, '' for the root. */
  readonly package: string;
  /** Of a process exercise: the candidate's own program of this name, which tests start; absent where it is a test program. */
  readonly command?: string;
  readonly bytes: Buffer;
}

/** Which of them are tests, and the others by name, as they are handed in. */
export function divide(programs: readonly Program[]): { tests: readonly Program[]; commands: Readonly<Record<string, Buffer>> } {
  return {
    tests: programs.filter(({ command }) => command === undefined),
    commands: Object.fromEntries(programs.flatMap(({ command, bytes }) => (command === undefined ? [] : [[command, bytes]]))),
  };
}

/** As soon as it is known: what became of compiling. vet's diagnostics come later, through `onDiagnostic`. */
export type Compiled =
  | { readonly kind: 'built'; readonly programs: readonly Program[] }
  | { readonly kind: 'refused' | 'not-compiled'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'formatted'; readonly text: string }
  | { readonly kind: 'not-formatted'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'cancelled' };

export interface Compilation {
  readonly compiled: Promise<Compiled>;
  /** What go vet had to say, once the compile container has ended. */
  readonly vetted: Promise<readonly Diagnostic[]>;
}

export interface CompileDeps {
  readonly compile: (job: CompileJob) => Promise<ContainerEnd>;
  readonly signal: AbortSignal;
  readonly onStarted?: () => void;
}

/** Starts the compile stage. `compiled` is answered while vet may still run; both reject with a Fault if it is ours. */
export function compile(deps: CompileDeps, order: CompileOrder): Compilation {
  const answer = new Answer();
  const whole = run(deps, order, answer).then(
    (end) => answer.finish(end),
    (error: unknown) => answer.fail(error),
  );
  const vetted = whole.then(() => answer.vetted.promise);
  // Whoever asks gets the rejection; nobody has to ask.
  vetted.catch(() => undefined);
  return { compiled: answer.compiled.promise, vetted };
}

async function run(deps: CompileDeps, order: CompileOrder, answer: Answer): Promise<ContainerEnd> {
  let problem: unknown;
  const frames = new Frames((message, raw) => answer.take(message, raw));
  const end = await deps.compile({
    input: await tarOf(order),
    wallMs: COMPILE.wallMs,
    outputBytes: COMPILE.answerBytes,
    signal: deps.signal,
    ...(deps.onStarted && { onStarted: deps.onStarted }),
    onChunk: (stream, chunk) => {
      try {
        if (stream === 'stdout') frames.feed(chunk);
        else answer.hear(chunk);
      } catch (error) {
        problem ??= error;
      }
    },
  });
  if (problem !== undefined) throw problem;
  return end;
}

async function tarOf(order: CompileOrder): Promise<Buffer> {
  const { mode, exercise, vet = false, test = false, tests = [], path = '' } = order;
  const { kind, module, package: name, go, imports } = exercise ?? {};
  const job = { mode, process: kind === 'process', module, package: name, go, imports, vet, test, tests, path };
  const tar = pack();
  const bytes = buffer(tar);
  tar.entry({ name: 'job.json' }, JSON.stringify(job));
  for (const [name, text] of Object.entries(order.files)) tar.entry({ name: `candidate/${name}` }, text);
  for (const [name, text] of Object.entries(order.hidden ?? {})) tar.entry({ name: `hidden/${name}` }, text);
  tar.finalize();
  return bytes;
}

const TOO_MUCH_MEMORY = `Compiling needed more than ${COMPILE.memoryBytes / 1024 ** 2} MiB of memory and was stopped. Look for generated code, very large arrays or types that expand into each other.`;

/** Of one stage. Nobody reads more, and everybody would have to carry it. */
const MAX_DIAGNOSTICS = 300;
const MESSAGE_LENGTH = 4_000;

/** Collects what the compile program says, in its order. */
class Answer {
  readonly compiled = Promise.withResolvers<Compiled>();
  readonly vetted = Promise.withResolvers<readonly Diagnostic[]>();
  readonly #programs: Program[] = [];
  #diagnostics: Diagnostic[] = [];
  #isSettled = false;
  #isDone = false;
  #heard = '';

  constructor() {
    this.compiled.promise.catch(() => undefined);
    this.vetted.promise.catch(() => undefined);
  }

  take(message: Message, raw: Buffer): void {
    switch (message.type) {
      case 'diagnostic':
        this.#diagnose(message.diagnostic);
        return;
      case 'binary':
        this.#programs.push({ package: message.package, ...(message.command !== undefined && { command: message.command }), bytes: raw });
        return;
      case 'built':
        this.#diagnostics = [];
        return this.#settle({ kind: 'built', programs: this.#programs });
      case 'refused':
      case 'not-compiled':
      case 'not-formatted':
        this.#settle({ kind: message.type, diagnostics: this.#diagnostics });
        this.#diagnostics = [];
        return;
      case 'formatted':
        return this.#settle({ kind: 'formatted', text: message.text });
      case 'broken':
        return this.fail(new Fault(`the exercise's hidden tests cannot be compiled: ${message.text}`));
      case 'done':
        this.#isDone = true;
    }
  }

  /** What the program says on standard error is for our log. */
  hear(chunk: Buffer): void {
    this.#heard = (this.#heard + chunk.toString('utf8')).slice(-2_000);
  }

  finish(end: ContainerEnd): void {
    if (end.how === 'cancelled') this.#settle({ kind: 'cancelled' });
    else if (end.isOutOfMemory) {
      this.#settle({ kind: 'not-compiled', diagnostics: [{ tool: 'compile', rule: 'resources', message: TOO_MUCH_MEMORY }] });
    } else if (!this.#isDone) this.fail(new Fault(`the compile program ended with ${end.exitCode ?? '?'} (${end.how}): ${this.#heard.trim()}`));
    this.vetted.resolve(this.#diagnostics);
  }

  fail(error: unknown): void {
    this.#isSettled = true;
    this.compiled.reject(error);
    this.vetted.reject(error);
  }

  #diagnose(diagnostic: Diagnostic): void {
    const count = this.#diagnostics.length;
    if (count > MAX_DIAGNOSTICS) return;
    const { message } = diagnostic;
    const short = message.length > MESSAGE_LENGTH ? `${message.slice(0, MESSAGE_LENGTH)} …` : message;
    this.#diagnostics.push(
      count < MAX_DIAGNOSTICS ? { ...diagnostic, message: short } : { tool: diagnostic.tool, message: 'There is more, which is not shown.' },
    );
  }

  #settle(compiled: Compiled): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.compiled.resolve(compiled);
  }
}
