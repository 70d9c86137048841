import type { HiddenPart } from '@twohours/wire/exercise';
import { AttemptIdSchema, GradingIdSchema, LanesIdSchema, type GradingId, type LanesId } from '@twohours/wire/id';
import { LaneFindingSchema, type JobEnding, type LaneEnding, type LaneFinding } from '@twohours/wire/job-ending';
import { InstantSchema, LengthSchema, type Instant } from '@twohours/wire/time';
import { z } from 'zod';
import { MAX_FAULTS, newLease } from '../jobs/lease.ts';
import { inRunningOrder, LaneMomentSchema } from './lane-moments.ts';

/** For all moments of one closing: what containers may be busy with it. */
export const LANE_BUDGET_MS = 180_000;
/** A slice ends after some seconds, and does no more than this by then. */
const MOST_STEPS = 6;

/** What is known of some files, by their hash. Holds for this exercise and image only. */
export const FindingSchema = z.strictObject({
  files: z.string(),
  image: z.string(),
  /** Known from the verdict, or from an earlier closing. */
  isReused: z.boolean(),
  found: LaneFindingSchema,
});
export type Finding = z.infer<typeof FindingSchema>;

/** The hidden tests that are marked, run at moments of an attempt after a closing's verdict. */
export const LanesSchema = z.strictObject({
  id: LanesIdSchema,
  grading: GradingIdSchema,
  attempt: AttemptIdSchema,
  /** Of one slice after the other. */
  try: z.number().int().positive(),
  lease: z.string(),
  /** In a row. */
  faults: z.number().int().nonnegative(),
  /** In order of the replay. */
  moments: z.array(LaneMomentSchema),
  /** Ids of tests that share a container: together they should not take longer than a slice. */
  batches: z.array(z.array(z.string()).min(1)),
  findings: z.array(FindingSchema),
  spentMs: LengthSchema,
  state: z.discriminatedUnion('phase', [
    z.strictObject({ phase: z.literal('queued') }),
    z.strictObject({ phase: z.literal('done'), endedAt: InstantSchema, how: z.enum(['all', 'budget-spent']) }),
    z.strictObject({ phase: z.literal('abandoned'), endedAt: InstantSchema, reason: z.string() }),
  ]),
});
export type Lanes = z.infer<typeof LanesSchema>;

/** A closing has its lanes, for ever the same. */
export function lanesIdOf(grading: GradingId): LanesId {
  return `lan_${grading.slice('grd_'.length)}`;
}

export function laneTestsOf({ tests }: Pick<HiddenPart, 'tests'>): HiddenPart['tests'] {
  return tests.filter(({ lane }) => lane);
}

/** What is done next, in order: files by their hash, and tests. */
export interface Step {
  readonly files: string;
  readonly tests: readonly string[];
}

export function remainingSteps(lanes: Pick<Lanes, 'moments' | 'batches' | 'findings'>): Step[] {
  const wanted = [...new Set(inRunningOrder(lanes.moments).map(({ files }) => files))];
  return wanted.flatMap((files) => {
    const known = new Set(lanes.findings.flatMap((finding) => (finding.files === files ? knownBy(finding, lanes.batches) : [])));
    return lanes.batches.filter((batch) => batch.some((id) => !known.has(id))).map((tests) => ({ files, tests }));
  });
}

/** What does not compile need not be tried with other tests. */
function knownBy({ found }: Finding, batches: Lanes['batches']): string[] {
  return found.kind === 'tests' ? found.tests.map(({ id }) => id) : batches.flat();
}

export function nextSteps(lanes: Lanes): Step[] {
  return remainingSteps(lanes).slice(0, MOST_STEPS);
}

type Ending = Extract<JobEnding, { kind: 'lane' | 'faulted' }>;

/**
 *   queued ─slice, more to run─▶ queued ─slice, nothing left, or the budget spent─▶ done
 *     ▲───── fault, tries left ──┘   └─ fault, none left ─▶ abandoned
 *
 * An answer whose lease is over changes nothing: undefined.
 */
export function settle(lanes: Lanes, ending: Ending, now: Instant): Lanes | undefined {
  if (lanes.state.phase !== 'queued' || ending.lease !== lanes.lease) return undefined;
  if (ending.kind === 'faulted') return afterFault(lanes, ending.reason, now);
  const { done, spentMs, isCut, image } = ending.ending;
  const steps = nextSteps(lanes);
  if (!isAnswerTo(steps, ending.ending)) return afterFault(lanes, `a slice of ${done.length} steps, which were not those asked for`, now);
  const findings = done.reduce((known, found, index) => withFinding(known, { files: steps[index]?.files ?? '', image, found }), lanes.findings);
  const next: Lanes = { ...lanes, faults: 0, findings, spentMs: lanes.spentMs + spentMs };
  if (remainingSteps(next).length === 0) return { ...next, state: { phase: 'done', endedAt: now, how: 'all' } };
  if (isCut || next.spentMs >= LANE_BUDGET_MS) return { ...next, state: { phase: 'done', endedAt: now, how: 'budget-spent' } };
  return { ...next, try: lanes.try + 1, lease: newLease() };
}

/** The first of what was asked for, each whole, and something. Anything else would be asked for without end. */
function isAnswerTo(steps: readonly Step[], { done, isCut }: LaneEnding): boolean {
  if (done.length > steps.length || (done.length === 0 && !isCut)) return false;
  return done.every((found, index) => {
    if (found.kind !== 'tests') return true;
    const ids = new Set(found.tests.map(({ id }) => id));
    const asked = steps[index]?.tests ?? [];
    return ids.size === asked.length && asked.every((id) => ids.has(id));
  });
}

/** Of the same files, tests that come in several batches are put together. */
function withFinding(known: readonly Finding[], { files, image, found }: { files: string; image: string; found: LaneFinding }): Finding[] {
  const before = known.find((finding) => finding.files === files);
  if (!before) return [...known, { files, image, isReused: false, found }];
  const both = (a: LaneFinding): LaneFinding =>
    a.kind === 'tests' && found.kind === 'tests' ? { kind: 'tests', tests: [...a.tests, ...found.tests] } : a;
  return known.map((finding) => (finding === before ? { ...before, found: both(before.found) } : finding));
}

function afterFault(lanes: Lanes, reason: string, now: Instant): Lanes {
  const faults = lanes.faults + 1;
  if (faults >= MAX_FAULTS) return { ...lanes, faults, state: { phase: 'abandoned', endedAt: now, reason } };
  return { ...lanes, faults, try: lanes.try + 1, lease: newLease() };
}
