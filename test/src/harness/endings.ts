import { lanesIdOf } from '@twohours/server/lanes/lanes';
import type { AttemptId, GradingId } from '@twohours/wire/id';
import type { VerdictStatus } from '@twohours/wire/job';
import type { GradingEnding, LaneEnding, LaneFinding } from '@twohours/wire/job-ending';
import type { TestServer } from './server.ts';

/* What a sandbox would have to say, for tests of what becomes of it. */

type Parts = Pick<TestServer, 'parts'>;

const phases = { waitMs: 1, compileMs: 1, runMs: 1, totalMs: 3 };

export async function lastGrading({ parts }: Parts, attempt: AttemptId): Promise<GradingId> {
  const grading = (await parts.gradings.list(attempt)).at(-1);
  if (!grading) throw new Error('no grading');
  return grading.id;
}

type Statuses = VerdictStatus | ((place: number) => VerdictStatus);

const at = (statuses: Statuses, place: number): VerdictStatus => (typeof statuses === 'function' ? statuses(place) : statuses);

/** Every hidden test came to the same, or each to what is told of its place, or it ended as told. */
export async function verdictFor({ parts }: Parts, id: GradingId, how: Statuses | GradingEnding = 'passed') {
  const { value } = (await parts.gradings.find(id)) ?? {};
  if (!value) throw new Error(`no ${id}`);
  const { tests } = await parts.hiddenPart(value.exercise.hashes);
  const ended: GradingEnding =
    typeof how === 'object'
      ? how
      : {
          kind: 'tests',
          tests: tests.map(({ id: test }, place) => ({ id: test, status: at(how, place), elapsedMs: 1, output: 'what it printed' })),
          containers: 1,
        };
  return { kind: 'grade', id, try: value.try, lease: value.lease, worker: 'w', state: 0, ending: ended, phases, image: 'i' } as const;
}

/** Of so many moments, at each of which every test of a lane came to the same. */
export async function sliceFor({ parts }: Parts, grading: GradingId, statuses: readonly VerdictStatus[], more: Partial<LaneEnding> = {}) {
  const lanes = (await parts.lanes.find(lanesIdOf(grading)))?.value;
  if (!lanes) throw new Error('no lanes');
  const tests = lanes.batches.flat();
  const done = statuses.map((status): LaneFinding => ({ kind: 'tests', tests: tests.map((id) => ({ id, status })) }));
  const ending: LaneEnding = { done, spentMs: 1_500, isCut: false, image: 'i', ...more };
  return { kind: 'lane', id: lanes.id, try: lanes.try, lease: lanes.lease, worker: 'w', ending } as const;
}
