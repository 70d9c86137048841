import { timeline, workspaceAt, type RecordedEntry } from '@twohours/wire/recording';
import { filesOf, type Files } from '@twohours/wire/workspace';

/** What was recorded before the attempt closed for the `number`th time: the material of its `number`th submission. */
export function entriesOfSubmission(entries: readonly RecordedEntry[], number: number): readonly RecordedEntry[] {
  return entries.slice(0, closingOf(entries, number));
}

/** How many entries there were, the `number`th closing included. What comes after it, such as the end of a run, changes no files. */
export function countUntilClosed(entries: readonly RecordedEntry[], number: number): number {
  return closingOf(entries, number) + 1;
}

function closingOf(entries: readonly RecordedEntry[], number: number): number {
  let closings = 0;
  for (const [index, entry] of entries.entries()) {
    if (!entry.events.some((event) => event.kind === 'closed')) continue;
    closings += 1;
    if (closings === number) return index;
  }
  return entries.length;
}

export function submittedFiles(starter: Files, entries: readonly RecordedEntry[], number: number): Files {
  return filesOf(workspaceAt(starter, entriesOfSubmission(entries, number)));
}

/** A pause this long is where someone may have had code that compiles. */
const PAUSE_MS = 1_500;
const MAX_STATES = 40;

/**
 * Moments at which to look for code that compiles, latest first: where typing paused, back to the latest run that is
 * known to have compiled (or, without one, to the beginning).
 */
export function earlierMoments(entries: readonly RecordedEntry[], compiledRuns: ReadonlySet<string>): number[] {
  const moments: number[] = [];
  let lastEdit: number | undefined;
  for (const { at, event } of timeline(entries)) {
    const isRun = event.kind === 'run-started' && 'run' in event && typeof event.run === 'string';
    // Right before a run the files are the run's own: its moment stands for both.
    if (!isRun && lastEdit !== undefined && at - lastEdit >= PAUSE_MS) moments.push(lastEdit);
    if (isRun || 'f' in event) lastEdit = undefined;
    if ('f' in event) lastEdit = at;
    if (!isRun) continue;
    // Nothing before a state that is known to compile is of interest.
    if (compiledRuns.has(String(event.run))) moments.length = 0;
    moments.push(at);
  }
  const latestFirst = [...new Set(moments)].toReversed();
  if (latestFirst.length <= MAX_STATES) return latestFirst;
  // The known one is the last: keep it, whatever is between.
  return [...latestFirst.slice(0, MAX_STATES - 1), ...latestFirst.slice(-1)];
}
