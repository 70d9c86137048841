import { applyEvents, eventComplaint, type Batch, type WorkspaceEvent } from '@twohours/wire/recording';
import { startingWorkspace, type EditableGlobs, type Files } from '@twohours/wire/workspace';

const TWO_HOURS_MS = 2 * 3_600_000;
/** What a browser sends at a time. */
const BATCH = 4;
const TYPO_EVERY = 9;

/**
 * Two hours of somebody who types their way from the starter to a solution and on: letter by letter, with typos that are
 * taken back, whole lines that are written anew, pauses, and files that are gone over again until there are enough events.
 * Always the same.
 */
export function typedRecording(starter: Files, solution: Files, globs: EditableGlobs, events: number): { at: number; batch: Batch }[] {
  const random = mulberry(42);
  let workspace = startingWorkspace(starter);
  const typed: WorkspaceEvent[] = [];
  const push = (event: WorkspaceEvent) => {
    const complaint = eventComplaint(workspace, globs, event);
    if (complaint !== undefined) throw new Error(`nobody could have typed that: ${complaint}`);
    workspace = applyEvents(workspace, [event]);
    typed.push(event);
  };
  const edit = (f: string, o: number, d: number, s: string) => push({ kind: 'edit', f, o, d, s, ago: 0 });
  const idOf = (path: string) => {
    const known = [...workspace].find(([, file]) => file.path === path)?.[0];
    if (known !== undefined) return known;
    const made = `n${typed.length}`;
    push({ kind: 'created', f: made, path, text: '', ago: 0 });
    return made;
  };
  const paths = Object.keys(solution).filter((path) => path.endsWith('.go'));
  for (let round = 0; typed.length < events; round += 1) {
    const path = paths[round % paths.length] ?? '';
    const f = idOf(path);
    const before = workspace.get(f)?.text ?? '';
    const text = solution[path] ?? '';
    // Written anew below what is there, which goes line by line as its successor comes.
    const kept = round < paths.length ? 0 : Math.floor(random() * before.length);
    if (kept < before.length) edit(f, kept, before.length - kept, '');
    for (const [at, letter] of text.slice(kept).split('').entries()) {
      if (typed.length >= events) break;
      const place = kept + at;
      if (at % TYPO_EVERY === TYPO_EVERY - 1 && typed.length + 3 < events) {
        edit(f, place, 0, 'q');
        edit(f, place, 1, '');
      }
      edit(f, place, 0, letter);
    }
  }
  const batches: { at: number; batch: Batch }[] = [];
  let at = 0;
  const pace = TWO_HOURS_MS / (events / BATCH) / 1.05;
  for (let from = 0; from < typed.length; from += BATCH) {
    at += Math.round(pace * (0.2 + 1.6 * random()));
    batches.push({ at: Math.min(at, TWO_HOURS_MS - 1), batch: { seq: batches.length + 1, epoch: 1, events: typed.slice(from, from + BATCH) } });
  }
  return batches;
}

/** A small generator that is the same everywhere. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
