import type { AskedAtMoment } from '@twohours/wire/check';
import type { AttemptId } from '@twohours/wire/id';
import { Refused } from '@twohours/wire/problem';
import type { Replay } from '@twohours/wire/replay';
import type { AttemptStore } from '../attempts/attempt-store.ts';
import { closedAttempt } from '../attempts/closed-attempt.ts';
import { gradeMoment, type GradingsDeps } from '../grading/gradings.ts';
import { shownReplay } from '../recordings/shown-entries.ts';
import type { CheckStore } from './check-store.ts';
import { newCheck, toCheckView, type AskedBy, type Check } from './check.ts';

export interface AskAtMomentDeps extends GradingsDeps {
  readonly attempts: Pick<AttemptStore, 'find' | 'addLog'>;
  readonly checks: Pick<CheckStore, 'add'>;
}

/** Tests on exactly the files that the replay shows. What comes of it is kept beside everything else and changes none of it. */
export async function askAtMoment(
  deps: AskAtMomentDeps,
  id: AttemptId,
  asked: { tests: 'visible' | 'hidden'; moment: Check['moment'] },
  who: AskedBy,
): Promise<AskedAtMoment> {
  const attempt = await closedAttempt(deps, id);
  const [{ starter }, entries] = await Promise.all([deps.sealedPartOf(id), deps.recordings.readAll(id)]);
  const replay = shownReplay(starter, entries);
  const moment = within(replay, asked.moment);
  const what = `The ${asked.tests} tests are run on an earlier state of the replay.`;
  await deps.attempts.addLog(id, { at: deps.clock.now(), what, by: who.name });
  if (asked.tests === 'hidden') {
    const closing = 1 + replay.events.slice(0, Math.max(0, moment.event - 1)).filter(({ event }) => event.kind === 'closed').length;
    return { tests: 'hidden', grading: await gradeMoment(deps, attempt, { ...moment, closing }, who) };
  }
  const check = newCheck(id, moment, who, deps.clock.now());
  await deps.checks.add(check);
  deps.onUnqueued();
  deps.notices.toStaff({ what: 'attempt', id });
  return { tests: 'visible', check: toCheckView(check) };
}

/** The count says which files are meant. A time that does not go with it is moved until it does. */
function within({ events }: Replay, { event, at }: Check['moment']): Check['moment'] {
  if (event > events.length) throw new Refused('moment-unknown', 'The replay has no such moment.');
  const from = events[event - 1]?.at ?? 0;
  return { event, at: Math.max(from, Math.min(at, events[event]?.at ?? events.at(-1)?.at ?? 0)) };
}
