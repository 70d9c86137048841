import type { RecordedEntry, WorkspaceEvent } from '@twohours/wire/recording';
import { isWorkspaceEvent } from '@twohours/wire/recording';
import type { Replay } from '@twohours/wire/replay';
import type { RunView } from '@twohours/wire/run';
import type { FileId } from '@twohours/wire/workspace';
import type { MarkKind } from '../ui/Mark.tsx';
import { runTold } from '../staff/result/runs/run-words.ts';
import { countText, lengthText } from '../ui/format.ts';
import { isTyping, type Edit } from './activity.ts';

/** In the order in which their lanes stand. */
const MOMENT_KINDS = ['typing', 'file', 'run', 'lane', 'paste', 'connection', 'fault', 'attempt', 'comment'] as const;
export type MomentKind = (typeof MOMENT_KINDS)[number];

export const KIND_WORDS: Readonly<Record<MomentKind, string>> = {
  typing: 'Typing',
  file: 'Files',
  run: 'Runs',
  lane: 'Test lanes',
  paste: 'Pastes',
  connection: 'Connection',
  fault: 'Our faults',
  attempt: 'Attempt',
  comment: 'Comments',
};

/** Something that happened, as a person would tell it. */
export interface Moment {
  readonly kind: MomentKind;
  readonly at: number;
  /** The files are shown as they were after so many events. A comment is about `at`, where nothing need have happened. */
  readonly count: number;
  /** Of something that took a while. */
  readonly until?: number;
  readonly what: string;
  readonly file?: FileId;
  /** Of runs, and of tests that changed what they do. */
  readonly mark?: MarkKind;
  /** Which test: several may change at once. */
  readonly test?: string;
}

/** Those that occurred, in the order of their lanes. */
export function kindsOf(moments: readonly Moment[]): MomentKind[] {
  return MOMENT_KINDS.filter((kind) => moments.some((moment) => moment.kind === kind));
}

/** Between two edits of one stretch of typing there is no longer pause. */
const STRETCH_MS = 10_000;

/** Everything that happened, in order; typing in stretches. */
export function momentsOf(replay: Replay, runs: readonly RunView[]): Moment[] {
  const moments: Moment[] = [];
  const lines = new Lines(moments);
  const paths = new Paths(replay);
  const byId = new Map<string, RunView>(runs.map((run) => [run.id, run]));
  let stretch: Stretch | undefined;
  const endStretch = () => {
    if (stretch) moments.push(stretch.told());
    stretch = undefined;
  };
  for (const [index, { at, event }] of replay.events.entries()) {
    const count = index + 1;
    if (isWorkspaceEvent(event)) paths.take(event);
    if (isTyping(event)) {
      if (!stretch?.goesOn(at, event.f)) {
        endStretch();
        stretch = new Stretch(at, event.f, paths.of(event.f));
      }
      stretch.add(at, count, event);
      continue;
    }
    if (event.kind === 'disconnected') endStretch();
    if (lines.take(at, count, event.kind)) continue;
    const moment = momentOf(paths, byId, at, count, event);
    if (!moment) continue;
    endStretch();
    moments.push(moment);
  }
  endStretch();
  return moments;
}

/** Of the candidate's line only its gaps are told, and of those only the ones that were in the middle of the work. */
class Lines {
  readonly #moments: Moment[];
  #gap: { readonly place: number; readonly at: number } | undefined;
  #isOpen = false;

  constructor(moments: Moment[]) {
    this.#moments = moments;
  }

  /** Whether the event was about the line. */
  take(at: number, count: number, kind: string): boolean {
    if (kind === 'started' || kind === 'closed') {
      this.#isOpen = kind === 'started';
      this.#end(at);
    }
    if (kind === 'disconnected' && this.#isOpen && !this.#gap) {
      this.#gap = { place: this.#moments.length, at };
      this.#moments.push({ kind: 'connection', at, count, what: 'Connection lost' });
    }
    if (kind === 'connected') {
      // After a reopening it is the first that is heard.
      this.#isOpen = true;
      this.#end(at);
    }
    return kind === 'connected' || kind === 'disconnected';
  }

  #end(at: number): void {
    const before = this.#gap && this.#moments[this.#gap.place];
    if (this.#gap && before) this.#moments[this.#gap.place] = { ...before, until: at, what: `No connection for ${lengthText(at - this.#gap.at)}` };
    this.#gap = undefined;
  }
}

class Stretch {
  readonly #from: number;
  readonly #file: FileId;
  readonly #path: string;
  #until: number;
  #count = 0;
  #typed = 0;
  #removed = 0;

  constructor(from: number, file: FileId, path: string) {
    this.#from = this.#until = from;
    this.#file = file;
    this.#path = path;
  }

  goesOn(at: number, file: FileId): boolean {
    return file === this.#file && at - this.#until <= STRETCH_MS;
  }

  add(at: number, count: number, { s, d }: Edit): void {
    this.#until = at;
    this.#count = count;
    this.#typed += s.length;
    this.#removed += d;
  }

  told(): Moment {
    const done = [this.#typed > 0 && `${countText(this.#typed, 'character')} in`, this.#removed > 0 && `${this.#removed} out`];
    const what = `${this.#path}: ${done.filter(Boolean).join(', ')}`;
    return { kind: 'typing', at: this.#from, until: this.#until, count: this.#count, file: this.#file, what };
  }
}

/** What files are called, or were while they were there. */
class Paths {
  readonly #paths: Map<FileId, string>;
  #before = '';

  constructor(replay: Replay) {
    this.#paths = new Map([...replay.workspaceAfter(0)].map(([file, { path }]) => [file, path]));
  }

  take(event: WorkspaceEvent): void {
    this.#before = this.of(event.f);
    if (event.kind === 'created' || event.kind === 'renamed') this.#paths.set(event.f, event.path);
  }

  of(file: FileId): string {
    return this.#paths.get(file) ?? 'a file';
  }

  /** Of the file that the last event was about, before it. */
  get before(): string {
    return this.#before;
  }
}

function momentOf(
  paths: Paths,
  runs: ReadonlyMap<string, RunView>,
  at: number,
  count: number,
  event: RecordedEntry['events'][number],
): Moment | undefined {
  const base = { at, count };
  if (isWorkspaceEvent(event)) return fileMoment(paths, base, event);
  const field = (name: string) => (name in event ? (event as Record<string, unknown>)[name] : undefined);
  switch (event.kind) {
    case 'run-started': {
      const run = runs.get(String(field('run')));
      const told = run && runTold(run.state);
      return { ...base, kind: 'run', what: told ? `Run ${run.number}: ${told.word}` : 'A run', ...(told && { mark: told.kind }) };
    }
    case 'taken-over':
      return { ...base, kind: 'connection', what: 'Another page took over' };
    case 'granted':
      return { ...base, kind: 'fault', what: `${lengthText(Number(field('ms')))} given back for a fault of ours` };
    case 'started':
      return { ...base, kind: 'attempt', what: 'Started' };
    case 'closed':
      return {
        ...base,
        kind: 'attempt',
        what: field('by') === 'candidate' ? 'Submitted' : field('by') === 'deadline' ? 'Time was up' : 'Closed by staff',
      };
    default:
      return undefined;
  }
}

function fileMoment(paths: Paths, base: { at: number; count: number }, event: WorkspaceEvent): Moment {
  const path = paths.of(event.f);
  const file = event.f;
  switch (event.kind) {
    case 'edit':
      return { ...base, kind: 'paste', file, what: `Pasted ${countText(event.s.length, 'character')} into ${path}` };
    case 'created':
      return { ...base, kind: 'file', file, what: `Made ${path}` };
    case 'renamed':
      return { ...base, kind: 'file', file, what: `Renamed ${paths.before} to ${path}` };
    case 'deleted':
      return { ...base, kind: 'file', file, what: `Deleted ${path}` };
    case 'snapshot':
      return { ...base, kind: 'file', file, what: `${path} was sent anew` };
  }
}

/** Where a text came to stand in a file, first to last: after which event, and in which file. */
export function appearancesOf(replay: Replay, text: string): { readonly count: number; readonly at: number; readonly file: FileId }[] {
  if (text === '') return [];
  const found: { count: number; at: number; file: FileId }[] = [];
  let before = replay.workspaceAfter(0);
  for (const [index, { at, event }] of replay.events.entries()) {
    if (!isWorkspaceEvent(event)) continue;
    const after = replay.workspaceAfter(index + 1);
    const [old, now] = [before.get(event.f)?.text ?? '', after.get(event.f)?.text ?? ''];
    before = after;
    // Only what lies about the edit can have come or gone.
    const from = event.kind === 'edit' ? Math.max(0, event.o - text.length + 1) : 0;
    const near = (of: string, length: number) => (event.kind === 'edit' ? of.slice(from, event.o + length + text.length - 1) : of);
    const [had, has] = event.kind === 'edit' ? [near(old, event.d), near(now, event.s.length)] : [old, now];
    if (has.includes(text) && !had.includes(text)) found.push({ count: index + 1, at, file: event.f });
  }
  return found;
}
