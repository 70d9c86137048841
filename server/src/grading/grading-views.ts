import type { HiddenPart } from '@twohours/wire/exercise';
import type { GradingView, Verdict } from '@twohours/wire/grading';
import type { GradingSummary } from '@twohours/wire/invitation';
import type { GradingEnding } from '@twohours/wire/job-ending';
import { toTrialView } from '../trials/trial-views.ts';
import type { Trial } from '../trials/trial.ts';
import { isOfSubmission, type Grading } from './grading.ts';

type Ended = Extract<GradingEnding, { kind: 'tests' }>;

/** The weight of what passed, of all that the manifest lists. A test without an entry is a bug of ours, never a failure. */
function verdictOfTests(ending: Ended, hidden: Pick<HiddenPart, 'tests'>): Extract<Verdict, { kind: 'tests' }> {
  const tests = hidden.tests.map(({ id, name, group, clause, weight, tell }) => {
    const entry = ending.tests.find((test) => test.id === id);
    if (!entry) throw new Error(`the grading has no entry for ${id}`);
    const { status, elapsedMs, output, times } = entry;
    return { id, name, group, clause, weight, tell, status, elapsedMs, output, ...(times && { times }) };
  });
  const sum = (of: typeof tests) => of.reduce((total, test) => total + test.weight, 0);
  return {
    kind: 'tests',
    tests,
    passedWeight: sum(tests.filter((test) => test.status === 'passed')),
    totalWeight: sum(tests),
    containers: ending.containers,
  };
}

export function toVerdict(ending: GradingEnding, hidden: Pick<HiddenPart, 'tests'>): Verdict {
  return ending.kind === 'tests' ? verdictOfTests(ending, hidden) : ending;
}

export function toGradingView(grading: Grading, hidden: HiddenPart, trial: Trial | undefined): GradingView {
  const { state, moments, try: _, lease: __, ...kept } = grading;
  const rest = { ...kept, ...(trial && { ownTests: toTrialView(trial, hidden) }) };
  if (state.phase !== 'graded') return { ...rest, atMs: moments[0] ?? 0, state };
  const { endedAt, phases, image, ending } = state;
  return {
    ...rest,
    atMs: moments[state.moment] ?? 0,
    state: { phase: 'graded', endedAt, phases, image, verdict: toVerdict(ending, hidden) },
  };
}

/** What counts of several: the newest verdict about the last submission itself, else the newest state of affairs. */
export function officialOf(gradings: readonly Grading[]): Grading | undefined {
  const last = Math.max(0, ...gradings.map((grading) => grading.submissionNumber));
  const candidates = gradings.filter((grading) => grading.submissionNumber === last && isOfSubmission(grading));
  return candidates.findLast((grading) => grading.state.phase === 'graded') ?? candidates.at(-1);
}

export function summarize(grading: Grading, hidden: Pick<HiddenPart, 'tests'>): GradingSummary {
  const { state } = grading;
  if (state.phase === 'abandoned') return { kind: 'abandoned' };
  if (state.phase !== 'graded') return { kind: 'queued' };
  const verdict = toVerdict(state.ending, hidden);
  if (verdict.kind !== 'tests') return { kind: verdict.kind };
  const passed = verdict.tests.filter((test) => test.status === 'passed').length;
  return { kind: 'tests', passed, total: verdict.tests.length, passedWeight: verdict.passedWeight, totalWeight: verdict.totalWeight };
}
