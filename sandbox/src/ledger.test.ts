import type { JobEvent, TestVerdict } from '@twohours/wire/job';
import { expect, it } from 'vitest';
import { Ledger } from './ledger.ts';

const verdict = (id: string, status: TestVerdict['status'], output = ''): TestVerdict => ({ id, status, elapsedMs: 1, output });

function ledger(repeats: number) {
  const events: JobEvent[] = [];
  return {
    events,
    ledger: new Ledger(
      [
        { id: 'TestOften', repeats },
        { id: 'TestOnce', repeats: 1 },
      ],
      (event) => void events.push(event),
    ),
  };
}

it('[R1] every test has a turn before any is repeated', () => {
  expect(ledger(3).ledger.turns).toEqual(['TestOften', 'TestOnce', 'TestOften#2', 'TestOften#3']);
});

it('[R2] a test that does not agree with itself says how often it passed, shows the first time that it did not, and has not passed', () => {
  const { ledger: kept, events } = ledger(3);
  kept.decide(verdict('TestOnce', 'passed'));
  kept.decide(verdict('TestOften', 'passed'));
  kept.decide(verdict('TestOften#2', 'raced', 'a race'));
  expect(kept.undecided()).toEqual(['TestOften#3']);
  kept.decide(verdict('TestOften#3', 'failed', 'later'));
  expect(kept.verdicts()).toEqual([{ ...verdict('TestOften', 'raced', 'a race'), times: { passed: 1, of: 3 } }, verdict('TestOnce', 'passed')]);
  expect(events).toEqual([
    { type: 'verdict', id: 'TestOnce', status: 'passed' },
    { type: 'verdict', id: 'TestOften', status: 'raced' },
  ]);
});

it('[R3] a test that was not run as often as it has to be has not passed', () => {
  const { ledger: kept } = ledger(2);
  kept.decide(verdict('TestOften', 'passed'));
  kept.decide(verdict('TestOften#2', 'not-reached', 'no time'));
  expect(kept.verdicts()).toEqual([{ ...verdict('TestOften', 'not-reached', 'no time'), times: { passed: 1, of: 1 } }]);
});
