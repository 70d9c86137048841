import type { HiddenPart } from '@twohours/wire/exercise';
import type { JobEvent } from '@twohours/wire/job';
import type { GradingEnding } from '@twohours/wire/job-ending';
import { Fault } from './fault.ts';
import { runHidden, type HiddenTests, type Told } from './hidden-run.ts';
import { gradingBudgetMs } from './limits.ts';
import { Ledger } from './ledger.ts';
import { makeInert } from './output-text.ts';
import type { SandboxClock } from './clock.ts';
import type { Stage } from './run-stage.ts';
import { read } from './verdicts.ts';

/** A container that decides nothing but the end it was charged with, this often in a row, will not get any further. */
const MAX_FRUITLESS = 2;

export interface GradeDeps {
  readonly clock: SandboxClock;
  /** A fresh container each time. */
  readonly nextStage: () => Stage;
}

/**
 * Runs the hidden tests until each has a verdict: a crash costs one test, and a fresh container goes on with the rest. One
 * that is repeated has its verdict when it was run for the last time.
 */
export async function grade(
  deps: GradeDeps,
  given: HiddenTests & Pick<HiddenPart, 'tests'>,
  emit: (event: JobEvent) => void,
): Promise<GradingEnding> {
  const { clock } = deps;
  const until = clock.monotonicMs() + gradingBudgetMs(given.limits);
  const ledger = new Ledger(given.tests, emit);
  let remaining: readonly string[] = ledger.turns;
  let fruitless = 0;
  let containers = 0;
  emit({ type: 'started' });
  while (remaining.length > 0 && fruitless < MAX_FRUITLESS && clock.monotonicMs() < until) {
    containers += 1;
    const told = await runHidden(deps.nextStage(), given, remaining);
    const reading = read(told.story, remaining);
    if ('fault' in reading) throw new Fault(reading.fault);
    if ('tampered' in reading) return { kind: 'tampered', evidence: evidenceOf(reading.tampered, told) };
    for (const [id, verdict] of reading.verdicts) {
      const charged = reading.charged?.test === id ? [reading.charged.note] : [];
      ledger.decide({ id, ...verdict, output: told.outputOf(id, [...(reading.notes.get(id) ?? []), ...charged]) });
    }
    fruitless = told.story.records.some((record) => record.kind === 'start') ? 0 : fruitless + 1;
    remaining = reading.remaining;
    if (fruitless < MAX_FRUITLESS) continue;
    // They would end as the one did that was charged with it.
    const { test = '', note = '' } = reading.charged ?? {};
    const status = reading.verdicts.get(test)?.status ?? 'crashed';
    for (const id of remaining) ledger.decide({ id, status, elapsedMs: 0, output: told.outputOf(id, [note]) });
  }
  for (const id of ledger.undecided())
    ledger.decide({ id, status: 'not-reached', elapsedMs: 0, output: 'The time for all tests was spent before this one was reached.' });
  return { kind: 'tests', tests: ledger.verdicts(), containers };
}

/** For reviewers, in neutral words. */
function evidenceOf(what: string, told: Told): string {
  const { end, printed } = told;
  const reports = end.reports.map((report) => `exit ${report.code}`).join(', ') || 'none';
  return makeInert([what, `process 1 reported: ${reports}`, 'last output:', printed.slice(-2_000)].join('\n'));
}
