import type { AttemptId } from '@twohours/wire/id';
import { Refused } from '@twohours/wire/problem';
import type { AttemptStore } from './attempt-store.ts';
import type { ClosedAttempt } from './attempt.ts';

/** For whatever looks at how an attempt came about: one that goes on is not looked into. */
export async function closedAttempt({ attempts }: { readonly attempts: Pick<AttemptStore, 'find'> }, id: AttemptId): Promise<ClosedAttempt> {
  const found = await attempts.find(id);
  if (!found) throw new Refused('attempt-unknown', 'There is no such attempt.');
  if (found.value.phase === 'ready') throw new Refused('attempt-not-started', 'It has not been started.');
  if (found.value.phase === 'active') throw new Refused('attempt-open', 'It is still being worked on. This can be done once it is closed.');
  return found.value;
}
