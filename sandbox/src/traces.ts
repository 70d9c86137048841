import type { Diagnostic } from '@twohours/wire/job';

/*
  Race reports, panics and failed tests name places: the candidate's as in the workspace (behind ./, which the race detector
  leaves out), the standard library's below its own folders.
*/
const FRAME = /^\s+(?:\.\/)?(\S+\.go):([1-9]\d{0,8})(?: \+0x[0-9a-f]+)?$/;
const ACCESS = /^(?:Previous )?((?:atomic )?(?:read|write)) at 0x[0-9a-f]+ by /i;
const RACE_RULE = '==================';
const LONGEST_REPORT_LINES = 400;
const LONGEST_LINE = 2_000;
const MAX_FOUND = 100;

interface Place {
  readonly path: string;
  readonly line: number;
}

/** Finds race reports and panics in what a program prints. */
export class Traces {
  readonly found: Diagnostic[] = [];
  readonly #paths: ReadonlySet<string>;
  readonly #seen = new Set<string>();
  #pending = '';
  #race: string[] | undefined;
  #panic: string | undefined;
  #linesSincePanic = 0;

  /** `paths` are the workspace's files. */
  constructor(paths: ReadonlySet<string>) {
    this.#paths = paths;
  }

  feed(text: string): void {
    const lines = (this.#pending + text).split('\n');
    this.#pending = (lines.pop() ?? '').slice(0, LONGEST_LINE);
    for (const line of lines) this.#line(line.slice(0, LONGEST_LINE));
  }

  finish(): readonly Diagnostic[] {
    if (this.#pending !== '') this.#line(this.#pending);
    this.#pending = '';
    this.#endPanic(undefined);
    return this.found;
  }

  #line(line: string): void {
    if (this.#race) {
      if (line !== RACE_RULE && this.#race.length < LONGEST_REPORT_LINES) this.#race.push(line);
      else this.#endRace(this.#race);
      return;
    }
    if (line === 'WARNING: DATA RACE') {
      this.#race = [];
      return;
    }
    if (line.startsWith('panic: ') || line.startsWith('fatal error: ')) {
      // A panic while panicking prints again; the first says what happened.
      if (this.#panic === undefined) [this.#panic, this.#linesSincePanic] = [line, 0];
      return;
    }
    if (this.#panic === undefined) return;
    const place = this.#placeOf(line);
    this.#linesSincePanic += 1;
    if (place || this.#linesSincePanic > LONGEST_REPORT_LINES) this.#endPanic(place);
  }

  #placeOf(line: string): Place | undefined {
    const [, path = '', number] = FRAME.exec(line) ?? [];
    return this.#paths.has(path) ? { path, line: Number(number) } : undefined;
  }

  #endPanic(place: Place | undefined): void {
    if (this.#panic !== undefined) this.#add({ tool: 'panic', ...place, message: this.#panic });
    this.#panic = undefined;
  }

  #endRace(lines: readonly string[]): void {
    this.#race = undefined;
    const accesses: { what: string; place: Place | undefined }[] = [];
    for (const line of lines) {
      const access = ACCESS.exec(line);
      if (access) accesses.push({ what: (access[1] ?? '').toLowerCase(), place: undefined });
      else if (line.startsWith('Goroutine ')) break;
      else {
        const last = accesses.at(-1);
        if (last) last.place ??= this.#placeOf(line);
      }
    }
    const [first, second] = accesses;
    const at = (place: Place | undefined) => (place ? `${place.path}:${place.line}` : 'a place outside these files');
    for (const [one, other] of [
      [first, second],
      [second, first],
    ]) {
      if (!one?.place) continue;
      const message = `Data race: this ${one.what} and the ${other?.what ?? 'access'} at ${at(other?.place)} happen in two goroutines with nothing to order them.`;
      this.#add({ tool: 'race', ...one.place, message });
    }
    if (!first?.place && !second?.place) this.#add({ tool: 'race', message: 'Data race outside these files; the output has the stacks.' });
  }

  #add(diagnostic: Diagnostic): void {
    const key = JSON.stringify(diagnostic);
    if (this.#seen.has(key) || this.found.length >= MAX_FOUND) return;
    this.#seen.add(key);
    this.found.push(diagnostic);
  }
}

const FAILURE = /^\s*([A-Za-z0-9_.-]+\.go):([1-9]\d{0,8}): ([\s\S]*)$/;

/** A failed test's words, at the line that said them; undefined where that is not a line of the candidate's. */
export function failureDiagnostic(text: string, packageDir: string, paths: ReadonlySet<string>): Diagnostic | undefined {
  const match = FAILURE.exec(text);
  if (!match) return undefined;
  const [, file = '', line = '', words = ''] = match;
  const path = packageDir === '' ? file : `${packageDir}/${file}`;
  if (!paths.has(path)) return undefined;
  const message = words.trimEnd().replaceAll(/\n {4,8}/g, '\n');
  return { tool: 'test', path, line: Number(line), message };
}
