import { describe, expect, it } from 'vitest';
import type { Record } from './records.ts';
import { read, type Story } from './verdicts.ts';

type Loose = { kind: Record['kind']; test?: string; status?: string; code?: number; outOfMemory?: number; outOfProcesses?: number };
const asked = ['TestA', 'TestB', 'TestC'];

function story(records: readonly Loose[], change: Partial<Story> = {}): Story {
  const numbered = records.map((record, index) => ({ seq: index + 1, elapsedMs: 5, outOfMemory: 0, outOfProcesses: 0, ...record })) as Record[];
  return {
    records: numbered,
    bad: undefined,
    how: 'exited',
    exitCode: 2,
    isAlone: false,
    isOutOfMemory: false,
    isOutOfProcesses: false,
    raceReports: new Set(),
    ...change,
  };
}

const ready: Loose = { kind: 'ready' };
const ran = (test: string, status = 'passed'): Loose[] => [
  { kind: 'start', test },
  { kind: 'end', test, status },
];
const begun = (test: string): Loose => ({ kind: 'start', test });

function tell(reading: ReturnType<typeof read>): unknown {
  if (!('verdicts' in reading)) return reading;
  return { verdicts: Object.fromEntries([...reading.verdicts].map(([test, { status }]) => [test, status])), remaining: reading.remaining };
}

describe('a container that came to its exit', () => {
  it('[J1] decides what its signed ends say', () => {
    const records = [ready, ...ran('TestA'), ...ran('TestB', 'failed'), ...ran('TestC', 'raced'), { kind: 'exit' as const, code: 1 }];
    expect(tell(read(story(records, { exitCode: 1 }), asked))).toEqual({
      verdicts: { TestA: 'passed', TestB: 'failed', TestC: 'raced' },
      remaining: [],
    });
  });

  it('[J18] passes no test in whose output a race is reported, or any after one that was reported before the first', () => {
    const records = [ready, ...ran('TestA'), ...ran('TestB'), ...ran('TestC', 'failed'), { kind: 'exit' as const, code: 0 }];
    const verdictsWith = (...reports: string[]) => tell(read(story(records, { exitCode: 0, raceReports: new Set(reports) }), asked));
    expect(verdictsWith('TestB', 'TestC')).toEqual({ verdicts: { TestA: 'passed', TestB: 'raced', TestC: 'failed' }, remaining: [] });
    expect(verdictsWith('')).toEqual({ verdicts: { TestA: 'raced', TestB: 'raced', TestC: 'failed' }, remaining: [] });
  });

  it('[J2] leaves unreached what it did not run, and passes none of it', () => {
    const reading = read(story([ready, ...ran('TestA'), { kind: 'exit', code: 0 }], { exitCode: 0 }), asked);
    expect(tell(reading)).toEqual({ verdicts: { TestA: 'passed', TestB: 'not-reached', TestC: 'not-reached' }, remaining: [] });
  });

  it('[J3] is tampered when process 1 saw a success and the guard announced a failure', () => {
    expect(read(story([ready, { kind: 'exit', code: 1 }], { exitCode: 0 }), asked)).toHaveProperty('tampered');
  });

  it('[J14] costs the last test when it crashed between its signed exit and its real one', () => {
    const records = [ready, ...ran('TestA'), ...ran('TestB'), ...ran('TestC')];
    for (const code of [0, 1]) {
      const reading = read(story([...records, { kind: 'exit', code }], { exitCode: 2 }), asked);
      expect(tell(reading)).toEqual({ verdicts: { TestA: 'passed', TestB: 'passed', TestC: 'crashed' }, remaining: [] });
      expect(reading).toHaveProperty('charged.test', 'TestC');
    }
    expect(read(story([ready, { kind: 'exit', code: 0 }], { exitCode: 2 }), ['TestA'])).toMatchObject({ remaining: [] });
  });

  it('[J4] charges a race that was reported late to the test before it', () => {
    const records = [
      ready,
      ...ran('TestA'),
      { kind: 'raced-late' as const, test: 'TestA' },
      ...ran('TestB'),
      ...ran('TestC'),
      { kind: 'exit' as const, code: 1 },
    ];
    expect(tell(read(story(records, { exitCode: 1 }), asked))).toMatchObject({ verdicts: { TestA: 'raced', TestB: 'passed' } });
  });
});

describe('a container that did not', () => {
  it('[J5] costs the test that was running, and leaves the rest for the next', () => {
    expect(tell(read(story([ready, ...ran('TestA'), begun('TestB')]), asked))).toEqual({
      verdicts: { TestA: 'passed', TestB: 'crashed' },
      remaining: ['TestC'],
    });
  });

  it('[J6] costs the last test when none was running', () => {
    expect(tell(read(story([ready, ...ran('TestA')]), asked))).toEqual({ verdicts: { TestA: 'crashed' }, remaining: ['TestB', 'TestC'] });
  });

  it('[J7] costs the first that it was asked for when it never got so far', () => {
    for (const records of [[], [ready]])
      expect(tell(read(story(records), asked))).toEqual({ verdicts: { TestA: 'crashed' }, remaining: ['TestB', 'TestC'] });
  });

  it.each([
    ['memory', { isOutOfMemory: true, exitCode: undefined }, 'crashed'],
    ['output', { how: 'too-much-output' as const, exitCode: undefined }, 'crashed'],
    ['threads', { isOutOfProcesses: true }, 'crashed'],
    ['time', { how: 'timed-out' as const, exitCode: undefined }, 'timed-out'],
  ])('[J8] says when it was %s', (_, change, status) => {
    const reading = read(story([ready, begun('TestA')], change), asked);
    expect(tell(reading)).toEqual({ verdicts: { TestA: status }, remaining: ['TestB', 'TestC'] });
    expect(reading).toHaveProperty('charged.note');
  });

  it('[J9] is tampered when it claims success', () => {
    expect(read(story([ready, ...ran('TestA')], { exitCode: 0 }), asked)).toHaveProperty('tampered');
    expect(read(story([], { exitCode: 0 }), asked)).toHaveProperty('tampered');
  });

  it('[J10] costs a test its time only if the time was its own', () => {
    const own = story([ready, ...ran('TestA'), begun('TestB'), { kind: 'timeout', test: 'TestB' }], { exitCode: 4 });
    expect(tell(read(own, asked))).toEqual({ verdicts: { TestA: 'passed', TestB: 'timed-out' }, remaining: ['TestC'] });
    const shared = story([ready, ...ran('TestA'), begun('TestB')], { how: 'timed-out', exitCode: undefined });
    expect(tell(read(shared, asked))).toEqual({ verdicts: { TestA: 'passed' }, remaining: ['TestB', 'TestC'] });
  });

  it('[J13] after a race leaves the rest for another process, and is tampered if that claims success', () => {
    const records = [ready, ...ran('TestA'), ...ran('TestB', 'raced'), { kind: 'fresh' as const }];
    expect(tell(read(story(records, { exitCode: 5 }), asked))).toEqual({ verdicts: { TestA: 'passed', TestB: 'raced' }, remaining: ['TestC'] });
    expect(read(story(records, { exitCode: 0 }), asked)).toHaveProperty('tampered');
  });

  it('[J11] is a fault when nothing says why', () => {
    expect(read(story([ready, begun('TestA')], { exitCode: undefined }), asked)).toHaveProperty('fault');
  });
});

describe('a guard that could not begin', () => {
  it('[J17] is a fault, and one that spoke before it ended so is a crash', () => {
    expect(read(story([], { exitCode: 3 }), asked)).toHaveProperty('fault');
    expect(tell(read(story([ready], { exitCode: 3 }), asked))).toEqual({ verdicts: { TestA: 'crashed' }, remaining: ['TestB', 'TestC'] });
    // Too large to be started at all, for one: that is the candidate's.
    expect(tell(read(story([], { exitCode: 2 }), asked))).toEqual({ verdicts: { TestA: 'crashed' }, remaining: ['TestB', 'TestC'] });
  });
});

describe('tests that are process 1', () => {
  const alone = { isAlone: true, exitCode: undefined };

  it('[J15] say beside a verdict what their programs ran out of, and it stays what it is', () => {
    const records = [
      ready,
      begun('TestA'),
      { kind: 'end' as const, test: 'TestA', status: 'passed', outOfMemory: 2, outOfProcesses: 1 },
      ...ran('TestB'),
    ];
    const reading = read(story([...records, ...ran('TestC'), { kind: 'exit', code: 0 }], alone), asked);
    expect(tell(reading)).toEqual({ verdicts: { TestA: 'passed', TestB: 'passed', TestC: 'passed' }, remaining: [] });
    expect('notes' in reading && [...reading.notes]).toEqual([
      ['TestA', [expect.stringContaining('ended 2 of them'), expect.stringContaining('processes')]],
    ]);
    const late = [ready, begun('TestA'), { kind: 'timeout' as const, test: 'TestA', outOfProcesses: 1 }];
    expect(read(story(late, { isAlone: true, exitCode: 4 }), asked)).toMatchObject({ charged: { test: 'TestA' }, notes: expect.any(Map) });
  });

  it('[J16] cannot be tampered with by ending, since nobody else is in their process', () => {
    expect(read(story([ready, ...ran('TestA')], { isAlone: true, exitCode: 0 }), asked)).toHaveProperty('fault');
    expect(tell(read(story([ready, ...ran('TestA'), begun('TestB')], { isAlone: true, isOutOfMemory: true }), asked))).toEqual({
      verdicts: { TestA: 'passed', TestB: 'crashed' },
      remaining: ['TestC'],
    });
  });
});

it('[J12] a record stream that cannot be believed is tampered, whatever else it says', () => {
  const records = [ready, ...ran('TestA'), ...ran('TestB'), ...ran('TestC'), { kind: 'exit' as const, code: 0 }];
  expect(read(story(records, { exitCode: 0, bad: 'a record that the guard did not sign' }), asked)).toEqual({
    tampered: 'a record that the guard did not sign',
  });
});
