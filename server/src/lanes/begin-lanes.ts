import type { GradingEnding, LaneFinding } from '@twohours/wire/job-ending';
import type { Instant } from '@twohours/wire/time';
import type { Grading } from '../grading/grading.ts';
import { newLease } from '../jobs/lease.ts';
import { chooseMoments, type LaneCandidate } from './lane-moments.ts';
import { lanesIdOf, remainingSteps, type Finding, type Lanes } from './lanes.ts';

/** So long a batch of tests may take, as far as the verdict tells. */
const BATCH_MS = 6_000;
/** Of a test that has no verdict. */
const GUESSED_MS = 1_000;

/** What lanes are made of, once the verdict is there. */
export interface Beginning {
  readonly grading: Grading;
  readonly ending: GradingEnding;
  readonly image: string;
  /** Ids of the tests that are marked. */
  readonly tests: readonly string[];
  /** Of the whole recording up to the closing. */
  readonly candidates: readonly LaneCandidate[];
  /** Hash of what was handed in. */
  readonly submitted: string;
  /** Lanes of earlier closings. */
  readonly earlier: readonly Lanes[];
}

/** Undefined where the exercise marks no test. */
export function beginLanes(of: Beginning, now: Instant): Lanes | undefined {
  const { grading, ending, image, tests, candidates, submitted } = of;
  if (tests.length === 0) return undefined;
  const moments = chooseMoments(candidates);
  const verdict: Finding = { files: submitted, image, isReused: true, found: foundBy(ending, tests) };
  const known = [verdict, ...of.earlier.flatMap(({ findings }) => findings)]
    .filter((finding) => finding.image === image && moments.some(({ files }) => files === finding.files))
    .filter(({ files }, index, all) => all.findIndex((each) => each.files === files) === index);
  const lanes: Lanes = {
    id: lanesIdOf(grading.id),
    grading: grading.id,
    attempt: grading.attempt,
    try: 1,
    lease: newLease(),
    faults: 0,
    moments,
    batches: batchesOf(tests, ending),
    findings: known.map((finding) => ({ ...finding, isReused: true })),
    spentMs: 0,
    state: { phase: 'queued' },
  };
  return remainingSteps(lanes).length > 0 ? lanes : { ...lanes, state: { phase: 'done', endedAt: now, how: 'all' } };
}

function foundBy(ending: GradingEnding, tests: readonly string[]): LaneFinding {
  if (ending.kind !== 'tests') return { kind: ending.kind };
  return { kind: 'tests', tests: ending.tests.flatMap(({ id, status }) => (tests.includes(id) ? [{ id, status }] : [])) };
}

/** In the order of the manifest. */
export function batchesOf(tests: readonly string[], ending: GradingEnding): string[][] {
  const took = new Map(ending.kind === 'tests' ? ending.tests.map(({ id, elapsedMs, times }) => [id, elapsedMs / (times?.of ?? 1)]) : []);
  const batches: string[][] = [];
  let room = 0;
  for (const id of tests) {
    const tookMs = took.get(id) ?? GUESSED_MS;
    if (batches.length === 0 || room < tookMs) {
      batches.push([]);
      room = BATCH_MS;
    }
    batches.at(-1)?.push(id);
    room -= tookMs;
  }
  return batches;
}
