import { randomBytes } from 'node:crypto';
import { runJob } from '@twohours/sandbox/run-job';
import { hiddenPart, sealedPart } from '@twohours/sandbox/testing/exercise';
import { Lab, statuses } from '@twohours/sandbox/testing/lab';
import { newId } from '@twohours/wire/id';
import type { GradeJob, JobEvent } from '@twohours/wire/job';
import type { JobEnding } from '@twohours/wire/job-ending';
import type { Files } from '@twohours/wire/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lingering } from './lingering.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(async () => {
  // Containers of the pool wait for a job; of the jobs above nothing is left.
  const left = (await lingering(lab)).filter((what) => !what.endsWith('that wait'));
  await lab.close();
  expect(left).toEqual([]);
});

const asking = (...bodies: readonly string[]) => {
  const tests = bodies.map((body, index) => `func TestX${index}(t *testing.T) { ${body} }\n`);
  const file = `package sum_test\n\nimport (\n\t"testing"\n\t"zmod/sum"\n)\n\n${tests.join('\n')}`;
  return hiddenPart(
    { 'sum_test.go': file },
    bodies.map((_, index) => `TestX${index}`),
  );
};
const CHECK = 'if got := sum.Add(1, 2); got != 3 { t.Errorf("got %d", got) }';
const RIGHT: Files = { 'sum.go': 'package sum\n\nfunc Add(a, b int) int { return a + b }\n' };
const WRONG: Files = { 'sum.go': 'package sum\n\nfunc Add(a, b int) int { return 4 }\n' };
/** Its first test ends the process, its second does not end. */
const ENDLESS: Files = { 'sum.go': 'package sum\n\nfunc Add(a, b int) int { if a == 1 { select {} }; panic(b) }\n' };

describe('a grading', () => {
  it.each(['picked-up', 'compiling', 'started', 'verdict'] as const)(
    '[H30] that is stopped when it says %s is a fault of ours, and decides nothing about the files',
    async (stage) => {
      const stop = new AbortController();
      const events: JobEvent[] = [];
      const ending = await lab.gradeJob([ENDLESS], asking('_ = sum.Add(2, 1)', CHECK), {
        signal: stop.signal,
        onEvent: (event) => {
          events.push(event);
          if (event.type === stage) stop.abort();
        },
      });
      expect(ending).toMatchObject({ kind: 'faulted', of: 'grade' });
    },
  );

  it('[H31] of states that do not compile, that are refused, and that fail, is of the first that can be judged', async () => {
    const broken = { 'sum.go': 'package sum\n\nfunc Add(a, b int) int {' };
    const refused = { 'sum.go': 'package sum\n\nimport "unsafe"\n\nfunc Add(a, b int) int { return int(unsafe.Sizeof(a)) }\n' };
    const other = { 'sum.go': 'package sum\n' };
    const ending = await lab.gradeJob([broken, refused, other, WRONG, RIGHT], asking(CHECK));
    expect(ending).toMatchObject({ kind: 'grade', state: 3, ending: { kind: 'tests', tests: [{ id: 'TestX0', status: 'failed' }] } });
  });

  it('[H32] by hidden tests that are broken is a fault, whatever was handed in, and tells the candidate nothing of it', async () => {
    const broken = hiddenPart({ 'sum_test.go': 'package sum_test\n\nimport "testing"\n\nfunc TestX0(t *testing.T) { secret() ' }, ['TestX0']);
    for (const files of [RIGHT, WRONG]) {
      const events: JobEvent[] = [];
      const ending = await lab.gradeJob([files], broken, { onEvent: (event) => events.push(event) });
      expect(ending).toMatchObject({ kind: 'faulted', of: 'grade' });
      expect(JSON.stringify(events)).not.toContain('secret');
    }
  });

  it('[H33] beside others of the same files, and of a twin that races, has its own verdict', async () => {
    const racy = {
      'sum.go': `package sum

func Add(a, b int) int {
	sum, done := 0, make(chan bool)
	go func() { sum += a; done <- true }()
	sum += b
	<-done
	return sum
}
`,
    };
    const [right, again, raced, racedToo] = await Promise.all([grade(RIGHT), grade(RIGHT), grade(racy), grade(racy)]);
    expect([right, again, raced, racedToo].map(verdicts)).toEqual([
      { TestX0: 'passed', TestX1: 'failed' },
      { TestX0: 'passed', TestX1: 'failed' },
      { TestX0: 'raced', TestX1: 'raced' },
      { TestX0: 'raced', TestX1: 'raced' },
    ]);
  });
});

const hash = randomBytes(32).toString('hex');
const hidden = asking(CHECK, 'if got := sum.Add(2, 2); got != 5 { t.Errorf("got %d", got) }');

/** All of one exercise, so that the same files are the same program. */
async function grade(files: Files): Promise<JobEnding> {
  const packages = { sealed: async () => sealedPart(), hidden: async () => hidden };
  const exercise = { exercise: hash, open: hash, sealed: hash, hidden: hash };
  const job: GradeJob = { kind: 'grade', id: newId('grd'), try: 1, lease: 'lease-01', exercise, states: [{ at: 0, files: { ...files } }] };
  return runJob({ ...lab.deps, packages }, job, () => undefined, new AbortController().signal);
}

function verdicts(ending: JobEnding): unknown {
  return ending.kind === 'grade' ? statuses(ending.ending) : ending;
}
