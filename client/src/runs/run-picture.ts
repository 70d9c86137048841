import type { Diagnostic, JobEvent, JobEventEntry, RunTestStatus } from '@twohours/wire/job';
import type { RunPlace, RunStory, RunView } from '@twohours/wire/run';

/** Of one test, or of the program where no test is named: more than this is not read by anybody on a page. */
const MOST_OUTPUT = 256 * 1024;

export type RunStage =
  /** Nobody works on it. `ahead` is not known at first, nor while it pauses before it is tried again after a fault of ours. */
  | { readonly kind: 'queued'; readonly ahead: number | undefined; readonly isAgain: boolean }
  | { readonly kind: 'preparing' }
  | { readonly kind: 'compiling' }
  | { readonly kind: 'running' }
  | { readonly kind: 'ended'; readonly state: Exclude<RunView['state'], { phase: 'queued' }> };

export interface ShownTest {
  readonly package: string;
  readonly name: string;
  readonly status: RunTestStatus;
  readonly elapsedMs: number;
}

export interface ShownOutput {
  readonly text: string;
  /** Characters that were left out in front. */
  readonly cut: number;
}

/** A run as it is drawn. Made anew with every event; parts that did not change stay the same objects. */
export interface RunPicture {
  readonly id: RunView['id'];
  readonly number: number;
  readonly stage: RunStage;
  /** In the order in which they began. */
  readonly tests: readonly ShownTest[];
  readonly diagnostics: readonly Diagnostic[];
  /** By test; '' for what no test printed. */
  readonly output: ReadonlyMap<string, ShownOutput>;
  /** Bytes that the sandbox left out. */
  readonly outputCut: number;
  /** The last event that is in it. */
  readonly try: number;
  readonly n: number;
}

const NONE: readonly Diagnostic[] = [];
const ASKED_FOR: RunStage = { kind: 'queued', ahead: undefined, isAgain: false };

export function emptyPicture(run: RunView): RunPicture {
  const stage: RunStage = run.state.phase === 'queued' ? ASKED_FOR : { kind: 'ended', state: run.state };
  return withEnding({ id: run.id, number: run.number, stage, tests: [], diagnostics: NONE, output: new Map(), outputCut: 0, try: 0, n: 0 }, run);
}

export function pictureOf(story: RunStory): RunPicture {
  const waiting: RunView = { ...story.run, state: { phase: 'queued' } };
  const happened = withEntries(emptyPicture(waiting), story.entries) ?? emptyPicture(waiting);
  return withEnding((story.place && withPlace(happened, story.place)) ?? happened, story.run);
}

function startedOver(picture: RunPicture, attempt: number): RunPicture {
  return { ...emptyPicture({ id: picture.id, number: picture.number, atMs: 0, state: { phase: 'queued' } }), try: attempt };
}

/**
 * The picture with some more events, those that are in it already left out; undefined when one in between is missing
 * (the story is then to be read from its first event). A new try, or being picked up once more, starts over: what
 * was there was lost by our fault.
 */
export function withEntries(picture: RunPicture, entries: readonly JobEventEntry[]): RunPicture | undefined {
  let next = picture;
  for (const entry of entries) {
    if (entry.try > next.try) next = startedOver(next, entry.try);
    if (entry.try < next.try || entry.n <= next.n) continue;
    if (entry.n > next.n + 1) return undefined;
    next = { ...withEvent(next, entry.event), n: entry.n };
  }
  return next;
}

/**
 * The picture of a run that waits; as it was where something has happened since, and undefined where something before
 * was missed (the story is then to be read). Nobody works on it: also where somebody did, and was told to stop.
 */
export function withPlace(picture: RunPicture, place: RunPlace): RunPicture | undefined {
  const isOver = picture.stage.kind === 'ended' || place.try < picture.try || (place.try === picture.try && place.n < picture.n);
  if (isOver) return picture;
  const next = place.try > picture.try ? startedOver(picture, place.try) : picture;
  if (place.n > next.n) return undefined;
  return { ...next, stage: { kind: 'queued', ahead: place.ahead, isAgain: place.try > 1 } };
}

function withEvent(picture: RunPicture, event: JobEvent): RunPicture {
  switch (event.type) {
    case 'picked-up':
      // For the second time in one try: its sandbox died, and what it had said is said anew.
      return { ...picture, stage: { kind: 'preparing' }, tests: [], diagnostics: NONE, output: new Map(), outputCut: 0 };
    case 'compiling':
      return { ...picture, stage: { kind: 'compiling' } };
    case 'started':
      return { ...picture, stage: { kind: 'running' } };
    case 'diagnostic':
      return { ...picture, diagnostics: [...picture.diagnostics, event.diagnostic] };
    case 'output':
      return { ...picture, output: withOutput(picture.output, event.test ?? '', event.text) };
    case 'output-cut':
      return { ...picture, outputCut: picture.outputCut + event.bytes };
    case 'test':
      return { ...picture, tests: withTest(picture.tests, event.test) };
    case 'verdict':
      return picture;
  }
}

function withTest(tests: readonly ShownTest[], test: ShownTest): readonly ShownTest[] {
  const at = tests.findIndex((one) => one.package === test.package && one.name === test.name);
  return at < 0 ? [...tests, test] : tests.with(at, test);
}

function withOutput(output: RunPicture['output'], test: string, text: string): RunPicture['output'] {
  const before = output.get(test) ?? { text: '', cut: 0 };
  const all = before.text + text;
  const tooMuch = Math.max(0, all.length - MOST_OUTPUT);
  return new Map(output).set(test, { text: all.slice(tooMuch), cut: before.cut + tooMuch });
}

/** The ending's own lists are complete, whatever was missed on the way. */
export function withEnding(picture: RunPicture, run: RunView): RunPicture {
  const { state } = run;
  if (state.phase === 'queued') return picture;
  const ended: RunPicture = { ...picture, stage: { kind: 'ended', state } };
  if (state.phase === 'abandoned' || state.ending.kind === 'cancelled') return ended;
  const { ending } = state;
  const tests = ending.kind === 'ran' ? ending.tests.reduce(withTest, picture.tests) : picture.tests;
  return { ...ended, tests, diagnostics: ending.diagnostics };
}
