/** After this many faults of ours in a row a person is told, and can retry. */
export const MAX_FAULTS = 3;

/** What an answer must carry to count: it changes with every try. */
export function newLease(): string {
  return crypto.randomUUID();
}
