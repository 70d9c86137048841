import type { RunTest, RunTestStatus } from '@twohours/wire/job';

/*
  What a test program prints with -test.v=test2json: framing lines behind ^V, the text of failures between ^O and ^N, and
  any of these characters within what tests log behind an escape. A candidate can print all of it too, and fool themselves;
  verdicts are never read from here.
*/
const FRAMING = '\u0016';
const ERROR_BEGIN = '\u000F';
const ERROR_END = '\u000E';
const ESCAPE = '\u001B';
const ESCAPABLE = new Set([FRAMING, ERROR_BEGIN, ERROR_END, ESCAPE]);

/*
  With bounds, since anybody can print it: a name goes into every event of its test, and a number of seconds must be one that
  JSON and our schemas can hold.
*/
const UPDATE = /^=== (RUN|PAUSE|CONT|NAME)\s{1,20}(\S{0,500})$/;
const REPORT = /^ *--- (PASS|FAIL|SKIP): (\S{1,500}) \((\d{1,9}(?:\.\d{1,9})?)s\)$/;
/** What is waited for must not be looked through again with every byte. */
const LONGEST_WAIT = 1_000;
const STATUS: Record<string, RunTestStatus> = { PASS: 'passed', FAIL: 'failed', SKIP: 'skipped' };
const RACED = 'race detected during execution of test';
/** A loop of subtests shall not fill the page's memory, nor ours. */
const MAX_TESTS = 2_000;

export interface TestOutputEvents {
  readonly test: (test: RunTest) => void;
  /** Of the test that is running, as far as one can tell. */
  readonly text: (text: string, test: string | undefined) => void;
  /** The text of one t.Error or t.Fatal. */
  readonly failure: (text: string, test: string | undefined) => void;
}

/** Reads one test program's output as it comes. */
export class TestOutput {
  readonly #package: string;
  readonly #on: TestOutputEvents;
  readonly #tests = new Map<string, RunTest>();
  readonly #raced = new Set<string>();
  #current: string | undefined;
  #pending = '';
  #isMidLine = false;
  #failure: string | undefined;

  constructor(packageDir: string, on: TestOutputEvents) {
    this.#package = packageDir;
    this.#on = on;
  }

  feed(text: string): void {
    this.#pending += text;
    for (;;) {
      const end = this.#endOfLine();
      if (end === undefined) break;
      const line = this.#pending.slice(0, end);
      this.#pending = this.#pending.slice(end);
      if (!this.#isMidLine && line.startsWith(FRAMING)) this.#framing(line.slice(1).trimEnd());
      else this.#plain(line);
      this.#isMidLine = false;
    }
    // A prompt without a line end is shown at once; a line of framing is waited for, and so is what follows an escape.
    if (this.#pending === '') return;
    const isOpen = (!this.#isMidLine && this.#pending.startsWith(FRAMING)) || this.#pending.endsWith(ESCAPE);
    if (isOpen && this.#pending.length <= LONGEST_WAIT) return;
    this.#plain(this.#pending);
    this.#pending = '';
    this.#isMidLine = true;
  }

  /** The program has ended: whatever was still running did not finish. */
  finish(): RunTest[] {
    if (this.#pending !== '') this.#plain(this.#pending);
    this.#pending = '';
    for (const test of this.#tests.values()) {
      if (test.status === 'running') this.#set({ ...test, status: 'unfinished' });
    }
    return [...this.#tests.values()];
  }

  /** A line ends with its newline, or before a framing line that somebody's unfinished line precedes. */
  #endOfLine(): number | undefined {
    const text = this.#pending;
    for (let at = 0; at < text.length; at += 1) {
      const character = text[at];
      if (character === '\n') return at + 1;
      if (character === ESCAPE && ESCAPABLE.has(text[at + 1] ?? '')) at += 1;
      else if (character === FRAMING && (at > 0 || this.#isMidLine)) return at === 0 ? this.#startFraming() : at;
    }
    return undefined;
  }

  /** Framing right behind what was already shown of a line. */
  #startFraming(): number | undefined {
    this.#isMidLine = false;
    return this.#endOfLine();
  }

  #framing(line: string): void {
    const update = UPDATE.exec(line);
    if (update) {
      const [, action, name = ''] = update;
      this.#current = name === '' ? undefined : name;
      if (action === 'RUN') this.#set({ package: this.#package, name, status: 'running', elapsedMs: 0 });
      return;
    }
    const report = REPORT.exec(line);
    if (!report) return;
    const [, word = '', name = '', seconds = '0'] = report;
    this.#current = name;
    const status = STATUS[word] ?? 'failed';
    this.#set({
      package: this.#package,
      name,
      status: status === 'failed' && this.#hasRaced(name) ? 'raced' : status,
      elapsedMs: Math.round(Number(seconds) * 1000),
    });
  }

  #hasRaced(name: string): boolean {
    return this.#raced.has(name) || [...this.#raced].some((raced) => raced.startsWith(`${name}/`));
  }

  #set(test: RunTest): void {
    if (!this.#tests.has(test.name) && this.#tests.size >= MAX_TESTS) return;
    this.#tests.set(test.name, test);
    this.#on.test(test);
  }

  #plain(line: string): void {
    let shown = '';
    for (let at = 0; at < line.length; at += 1) {
      let character = line[at] ?? '';
      if (character === ERROR_BEGIN) {
        this.#failure = '';
        continue;
      }
      if (character === ERROR_END) {
        this.#endFailure();
        continue;
      }
      if (character === ESCAPE && ESCAPABLE.has(line[at + 1] ?? '')) {
        at += 1;
        character = line[at] ?? '';
      }
      shown += character;
      if (this.#failure !== undefined) this.#failure += character;
    }
    this.#on.text(shown, this.#current);
  }

  #endFailure(): void {
    const text = this.#failure;
    this.#failure = undefined;
    if (text === undefined) return;
    if (text.includes(RACED) && this.#current !== undefined && this.#raced.size < MAX_TESTS) this.#raced.add(this.#current);
    this.#on.failure(text, this.#current);
  }
}
