import { randomBytes, randomInt } from 'node:crypto';
import type { HiddenPart, Limits } from '@twohours/wire/exercise';
import type { GradingEnding, JobEvent, TestVerdict } from '@twohours/wire/job';
import type { Program } from './compile.ts';
import { Fault } from './fault.ts';
import { gradingBudgetMs, perTestMs } from './limits.ts';
import { makeInert } from './output-text.ts';
import { Records } from './records.ts';
import type { SandboxClock } from './clock.ts';
import type { Stage, StageEnd } from './run-stage.ts';
import { outputsByTest, shownOutput } from './test-outputs.ts';
import { read, type Story } from './verdicts.ts';

/** A container that decides nothing but the end it was charged with, this often in a row, will not get any further. */
const MAX_FRUITLESS = 2;

const MOST_PIECES = 1_000;

export interface GradeDeps {
  readonly clock: SandboxClock;
  /** A fresh container each time. */
  readonly nextStage: () => Stage;
}

type Verdicts = Map<string, TestVerdict>;

/** Runs the hidden tests until each has a verdict: a crash costs one test, and a fresh container goes on with the rest. */
export async function grade(
  deps: GradeDeps,
  given: { program: Program; hidden: Pick<HiddenPart, 'tests'>; limits: Limits },
  emit: (event: JobEvent) => void,
): Promise<GradingEnding> {
  const { clock } = deps;
  const until = clock.monotonicMs() + gradingBudgetMs(given.limits);
  const ids = given.hidden.tests.map((test) => test.id);
  const verdicts: Verdicts = new Map();
  const decide = (verdict: TestVerdict) => {
    verdicts.set(verdict.id, verdict);
    emit({ type: 'verdict', id: verdict.id, status: verdict.status });
  };
  let remaining: readonly string[] = ids;
  let fruitless = 0;
  let containers = 0;
  emit({ type: 'started' });
  while (remaining.length > 0 && fruitless < MAX_FRUITLESS && clock.monotonicMs() < until) {
    containers += 1;
    const told = await runHidden(deps.nextStage(), given, remaining);
    const reading = read(told.story, remaining);
    if ('fault' in reading) throw new Fault(reading.fault);
    if ('tampered' in reading) return { kind: 'tampered', evidence: evidenceOf(reading.tampered, told) };
    for (const [id, verdict] of reading.verdicts) decide({ id, ...verdict, output: told.outputOf(id, reading.charged) });
    fruitless = told.story.records.some((record) => record.kind === 'start') ? 0 : fruitless + 1;
    remaining = reading.remaining;
    if (fruitless === MAX_FRUITLESS)
      for (const id of remaining) decide({ id, status: 'crashed', elapsedMs: 0, output: told.outputOf(id, { test: id, note: '' }) });
  }
  for (const id of ids)
    if (!verdicts.has(id))
      decide({ id, status: 'not-reached', elapsedMs: 0, output: 'The time for all tests was spent before this one was reached.' });
  const tests = ids.flatMap((id) => verdicts.get(id) ?? []);
  return { kind: 'tests', tests, containers };
}

interface Told {
  readonly story: Story;
  readonly end: StageEnd;
  readonly printed: string;
  outputOf(test: string, charged: { readonly test: string; readonly note: string } | undefined): string;
}

async function runHidden(stage: Stage, given: { program: Program; limits: Limits }, tests: readonly string[]): Promise<Told> {
  const key = randomBytes(32);
  const records = new Records(key);
  const printed: Buffer[] = [];
  const config = { key: key.toString('hex'), tests, perTestMs: perTestMs(given.limits), fd: randomInt(64, 192) };
  const end = await stage.run({
    content: { programs: { t: given.program.bytes }, areSecret: true },
    programs: [
      {
        path: '/job/t',
        args: [],
        env: ['GOMAXPROCS=2', 'GOTRACEBACK=all', 'HOME=/tmp', 'TMPDIR=/tmp', 'LANG=C.UTF-8'],
        dir: '/tmp',
        input: `${JSON.stringify(config)}\n`,
        merge: false,
      },
    ],
    onStdout: (chunk) => records.feed(chunk),
    onStderr: (chunk) => {
      printed.push(Buffer.from(chunk));
      // A byte at a time would cost a hundred each.
      if (printed.length > MOST_PIECES) printed.splice(0, printed.length, Buffer.concat(printed));
    },
  });
  if (end.how === 'cancelled') throw new Fault('the grading was stopped');
  const report = end.reports[0];
  if (report?.error !== undefined) throw new Fault(`process 1 could not start the hidden tests: ${report.error}`);
  if (report) records.finish();
  const isOutOfMemory = end.isOutOfMemory || (report?.outOfMemory ?? 0) > 0;
  const story: Story = {
    records: records.all,
    bad: records.bad,
    how: end.how,
    exitCode: report?.code,
    isOutOfMemory,
    isOutOfProcesses: (report?.outOfProcesses ?? 0) > 0,
  };
  const text = Buffer.concat(printed).toString('utf8');
  const outputs = outputsByTest(text, records.all, key);
  return {
    story,
    end,
    printed: text,
    outputOf: (test, charged) => {
      const own = outputs.get(test) ?? '';
      if (charged?.test !== test) return shownOutput(own);
      return shownOutput(`${own === '' ? (outputs.get('') ?? '') : own}\n${charged.note}`);
    },
  };
}

/** For reviewers, in neutral words. */
function evidenceOf(what: string, told: Told): string {
  const { end, printed } = told;
  const reports = end.reports.map((report) => `exit ${report.code}`).join(', ') || 'none';
  return makeInert([what, `process 1 reported: ${reports}`, 'last output:', printed.slice(-2_000)].join('\n'));
}
