import { newId } from '@twohours/wire/id';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@twohours/wire/time';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closesAtOf, deadlineOf, transition, type ActiveAttempt, type Attempt, type AttemptCommand, type ReadyAttempt } from './attempt.ts';

const T0 = 1_800_000_000_000;
const hash = 'a'.repeat(64);
const exercise = { id: 'warm-up', version: 1, title: 'Warm-up', hashes: { exercise: hash, open: hash, sealed: hash, hidden: hash } };
const window = { opensAt: T0 - HOUR_MS, closesAt: T0 + HOUR_MS };

const ids = () => ({ submission: newId('sub'), grading: newId('grd') });

function ready(more: Partial<ReadyAttempt> = {}): ReadyAttempt {
  return { phase: 'ready', id: newId('att'), invitation: newId('inv'), accommodationPercent: 0, isWithdrawn: false, ...more };
}

function active(more: Partial<ActiveAttempt> = {}): ActiveAttempt {
  const started = transition(ready(), { type: 'start', exercise, allottedMs: 2 * HOUR_MS, window }, T0);
  if ('refused' in started || started.phase !== 'active') throw new Error('it did not start');
  return { ...started, ...more };
}

function next(attempt: Attempt, command: AttemptCommand, now: number): Attempt {
  const after = transition(attempt, command, now);
  if ('refused' in after) throw new Error(after.refused);
  return after;
}

const refusalOf = (after: Attempt | { refused: string }) => ('refused' in after ? after.refused : undefined);
const deadline = T0 + 2 * HOUR_MS;

describe('submit and expire', () => {
  it('[A1] accepts a submit one millisecond before the deadline and refuses it at the deadline itself', () => {
    expect(next(active(), { type: 'submit', ids: ids() }, deadline - 1)).toMatchObject({
      phase: 'closed',
      closedBy: 'candidate',
      closedAt: deadline - 1,
    });
    expect(refusalOf(transition(active(), { type: 'submit', ids: ids() }, deadline))).toBe('past-deadline');
  });

  it('[A3] is not due before the late arrivals are in, and is charged to the deadline however late the sweeper comes', () => {
    expect(refusalOf(transition(active(), { type: 'expire', ids: ids() }, deadline + 5 * SECOND_MS - 1))).toBe('attempt-open');
    expect(next(active(), { type: 'expire', ids: ids() }, deadline + HOUR_MS)).toMatchObject({ closedBy: 'deadline', closedAt: deadline });
  });

  it('[A2] refuses to close what is closed', () => {
    const closed = next(active(), { type: 'submit', ids: ids() }, T0 + 1);
    expect(refusalOf(transition(closed, { type: 'expire', ids: ids() }, deadline + HOUR_MS))).toBe('attempt-closed');
    expect(refusalOf(transition(closed, { type: 'void', ids: ids() }, T0 + 2))).toBe('attempt-closed');
  });
});

describe('start', () => {
  it('[A5] is possible from the first moment of the window to the last, and gives the whole time', () => {
    const start = (now: number) => transition(ready(), { type: 'start', exercise, allottedMs: 2 * HOUR_MS, window }, now);
    expect(refusalOf(start(window.opensAt - 1))).toBe('window-not-open');
    expect(refusalOf(start(window.closesAt))).toBe('window-over');
    const late = start(window.closesAt - 1);
    expect('refused' in late || late.phase !== 'active' ? undefined : deadlineOf(late)).toBe(window.closesAt - 1 + 2 * HOUR_MS);
  });

  it('[A14] is refused after the invitation was withdrawn, and a started attempt cannot be withdrawn', () => {
    const withdrawn = next(ready(), { type: 'withdraw' }, T0);
    expect(refusalOf(transition(withdrawn, { type: 'start', exercise, allottedMs: 1, window }, T0))).toBe('link-withdrawn');
    expect(refusalOf(transition(active(), { type: 'withdraw' }, T0))).toBe('attempt-already-started');
  });
});

describe('the ledger', () => {
  const grant = fc.record({ kind: fc.constantFrom('extended', 'credited'), ms: fc.integer({ min: 1, max: HOUR_MS }) } as const);

  it('[A4] the deadline is the start plus every grant, in whatever order they came', () => {
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 8 }), (grants) => {
        const after = grants.reduce<Attempt>(
          (attempt, { kind, ms }) => next(attempt, { type: 'grant', kind, ms, by: 'Ada', reason: 'test' }, T0 + 1),
          active(),
        );
        const sum = grants.reduce((total, { ms }) => total + ms, 0);
        expect(after.phase === 'active' && deadlineOf(after)).toBe(deadline + sum);
      }),
    );
  });

  it('[A4] [A12] reopening restarts the deadline at its own instant and keeps every submission', () => {
    const closed = next(active(), { type: 'submit', ids: ids() }, T0 + MINUTE_MS);
    const reopened = next(closed, { type: 'reopen', ms: 10 * MINUTE_MS, by: 'Ada', reason: 'power cut' }, T0 + 5 * HOUR_MS);
    expect(reopened.phase === 'active' && deadlineOf(reopened)).toBe(T0 + 5 * HOUR_MS + 10 * MINUTE_MS);
    const again = next(reopened, { type: 'submit', ids: ids() }, T0 + 5 * HOUR_MS + 1);
    expect(again.phase === 'closed' && again.submissions.map((submission) => submission.number)).toEqual([1, 2]);
  });
});

describe('an outage of ours', () => {
  const outage = (from: number, back: number) => next(active(), { type: 'outage-ended', from, back }, back) as ActiveAttempt;

  it('[A7] holds a deadline that passed meanwhile open, to close within five seconds of being back', () => {
    const held = outage(deadline - SECOND_MS, deadline + 20 * SECOND_MS);
    expect(deadlineOf(held)).toBe(deadline);
    expect(closesAtOf(held)).toBe(deadline + 20 * SECOND_MS + 4_500);
  });

  it('[A8] stops the clock for as long as it lasted, from thirty seconds on', () => {
    expect(deadlineOf(outage(T0 + MINUTE_MS, T0 + MINUTE_MS + 29_999))).toBe(deadline);
    expect(deadlineOf(outage(T0 + MINUTE_MS, T0 + 3 * MINUTE_MS))).toBe(deadline + 2 * MINUTE_MS);
  });

  it('[A8] credits nothing to whoever had no time left when it began', () => {
    expect(deadlineOf(outage(deadline - 4_000, deadline + HOUR_MS))).toBe(deadline);
  });
});

describe('any sequence of commands', () => {
  const command = fc.oneof<fc.Arbitrary<AttemptCommand>[]>(
    fc.constantFrom('submit' as const, 'expire' as const, 'void' as const).map((type) => ({ type, ids: ids() })),
    fc.integer({ min: 1, max: HOUR_MS }).map((ms) => ({ type: 'grant', kind: 'extended', ms, by: 'a', reason: 'b' })),
    fc.integer({ min: 1, max: HOUR_MS }).map((ms) => ({ type: 'reopen', ms, by: 'a', reason: 'b' })),
    fc.constant({ type: 'start', exercise, allottedMs: HOUR_MS, window }),
    fc.constantFrom({ type: 'withdraw' as const }, { type: 'restore' as const }),
  );

  it('[A2] [A3] never closes later than its deadline, and numbers submissions one by one', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(command, fc.integer({ min: 0, max: 2 * HOUR_MS })), { maxLength: 25 }), (steps) => {
        let attempt: Attempt = ready();
        let now = T0;
        for (const [step, later] of steps) {
          now += later;
          const after = transition(attempt, step, now);
          if ('refused' in after) continue;
          attempt = after;
          if (attempt.phase === 'ready') continue;
          expect(attempt.submissions.map((submission) => submission.number)).toEqual(attempt.submissions.map((_, index) => index + 1));
          if (attempt.phase === 'closed') expect(attempt.closedAt).toBeLessThanOrEqual(deadlineOf(attempt));
        }
      }),
    );
  });
});
