/** After this many faults of ours in a row a person is told, and can retry. */
export const MAX_FAULTS = 3;

const FIRST_PAUSE_MS = 2_000;
const PAUSE_GROWS_BY = 5;

/** Before a job is tried again, after its nth fault: an engine that hiccups would use up all tries within a second. */
export function pauseAfter(faults: number): number {
  return FIRST_PAUSE_MS * PAUSE_GROWS_BY ** (faults - 1);
}

/** What an answer must carry to count: it changes with every try. */
export function newLease(): string {
  return crypto.randomUUID();
}
