import type { Diagnostic, JobEvent, JobEventEntry, RunTestStatus } from '@twohours/wire/job';
import type { RunStory, RunView } from '@twohours/wire/run';

/** Of one test, or of the program where no test is named: more than this is not read by anybody on a page. */
const MOST_OUTPUT = 256 * 1024;

export type RunStage =
  | { readonly kind: 'queued'; readonly ahead: number }
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

export function emptyPicture(run: RunView): RunPicture {
  const stage: RunStage = run.state.phase === 'queued' ? { kind: 'queued', ahead: 0 } : { kind: 'ended', state: run.state };
  return withEnding({ id: run.id, number: run.number, stage, tests: [], diagnostics: [], output: new Map(), outputCut: 0, try: 0, n: 0 }, run);
}

export function pictureOf(story: RunStory): RunPicture {
  const waiting: RunView = { ...story.run, state: { phase: 'queued' } };
  return withEnding(withEntries(emptyPicture(waiting), story.entries) ?? emptyPicture(waiting), story.run);
}

/**
 * The picture with some more events, those that are in it already left out; undefined when one in between is missing
 * (the story is then to be read from its first event). A new try, or being picked up once more, starts over: what
 * was there was lost by our fault.
 * The server's own event, the place in the queue, has number 0; the sandbox counts from 1.
 */
export function withEntries(picture: RunPicture, entries: readonly JobEventEntry[]): RunPicture | undefined {
  let next = picture;
  for (const entry of entries) {
    if (entry.try > next.try) next = { ...emptyPicture({ id: next.id, number: next.number, atMs: 0, state: { phase: 'queued' } }), try: entry.try };
    if (entry.try < next.try || (entry.n <= next.n && !isNewPlace(next, entry))) continue;
    if (entry.n > next.n + 1) return undefined;
    next = { ...withEvent(next, entry.event), n: entry.n };
  }
  return next;
}

const isNewPlace = (picture: RunPicture, entry: JobEventEntry) => entry.n === 0 && picture.n === 0 && picture.stage.kind === 'queued';

function withEvent(picture: RunPicture, event: JobEvent): RunPicture {
  switch (event.type) {
    case 'queued':
      return { ...picture, stage: { kind: 'queued', ahead: event.ahead } };
    case 'picked-up':
      // For the second time in one try: its sandbox died, and what it had said is said anew.
      return { ...picture, stage: { kind: 'preparing' }, tests: [], diagnostics: [], output: new Map(), outputCut: 0 };
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
