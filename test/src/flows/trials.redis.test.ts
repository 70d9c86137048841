import { settleGrading } from '@twohours/server/grading/gradings';
import { readJobId } from '@twohours/server/jobs/job-id';
import { trialIdOf } from '@twohours/server/trials/trial';
import type { GradingId } from '@twohours/wire/id';
import { JobSchema, type TrialJob } from '@twohours/wire/job';
import type { GradingEnding, ReferenceTrial, TrialEnding } from '@twohours/wire/job-ending';
import { MINUTE_MS } from '@twohours/wire/time';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../harness/person.ts';
import { verdictFor } from '../harness/endings.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { write } from '../harness/solutions.ts';

let server: TestServer;
let beside: TestServer;
let admin: Person;

beforeAll(async () => {
  // Every fault is logged as an error of ours, which it is.
  server = await startTestServer({}, undefined, { mayLogErrors: true });
  beside = await startTestServer({}, server, { mayLogErrors: true });
  admin = await server.admin();
});
afterAll(async () => {
  await beside.close();
  await server.close();
});
beforeEach(async () => {
  const { queue, redis, keys } = server.parts;
  await redis.del(keys.unqueuedJobs);
  for (const jobId of await queue.waiting()) await queue.remove(jobId);
});

const PASSES: ReferenceTrial = { kind: 'passes', passed: 3, leftOut: [] };
const TESTS = { 'own_test.go': 'package wordcount_test\n' };

async function sitting() {
  const { candidate, attempt } = await server.invite(admin);
  await candidate.call('startAttempt');
  return { candidate, attempt };
}

async function handedIn() {
  const { candidate, attempt } = await sitting();
  await write(candidate, TESTS);
  await candidate.call('submitAttempt');
  const [grading] = await server.parts.gradings.list(attempt);
  if (!grading) throw new Error('no grading');
  return { candidate, attempt, grading: grading.id };
}

async function graded(id: GradingId, ending?: GradingEnding): Promise<void> {
  await settleGrading(server.parts, await verdictFor(server, id, ending));
}

async function trialOf(grading: GradingId) {
  return (await server.parts.trials.find(trialIdOf(grading)))?.value;
}

async function sliceFor(grading: GradingId, ending: TrialEnding) {
  const trial = await trialOf(grading);
  if (!trial) throw new Error('no trial');
  return { kind: 'trial', id: trial.id, try: trial.try, lease: trial.lease, worker: 'w', ending } as const;
}

async function fault(grading: GradingId): Promise<void> {
  const { ending: _, ...rest } = await sliceFor(grading, { mistakes: [] });
  await server.parts.settle({ ...rest, kind: 'faulted', of: 'trial', reason: 'no space left on device' });
}

/** The job of a trial, as the queue has it. */
async function queuedTrial(grading: GradingId): Promise<TrialJob> {
  const { redis, keys } = server.parts;
  const jobId = `${trialIdOf(grading)}-${(await trialOf(grading))?.try ?? 0}`;
  await expect.poll(async () => server.parts.queue.waiting()).toContain(jobId);
  const job = JobSchema.parse(JSON.parse((await redis.hget(`${keys.bull}:jobs:${jobId}`, 'data')) ?? ''));
  if (job.kind !== 'trial') throw new Error('another job');
  return job;
}

const viewOf = async (grading: GradingId) => (await admin.call('readGrading', { params: { grading } })).ownTests;
const caught = (names: readonly string[]) => names.map((name) => ({ name, isCaught: true }));

describe('a verdict', () => {
  it('[TR1] and its trial are one step, whoever settles it and however often', async () => {
    const { grading } = await handedIn();
    expect(await viewOf(grading)).toBeUndefined();
    const ending = await verdictFor(server, grading);
    await Promise.all(Array.from({ length: 20 }, (_, n) => settleGrading((n % 2 === 0 ? server : beside).parts, ending)));
    expect(await trialOf(grading)).toMatchObject({ try: 1, faults: 0, mistakes: [], state: { phase: 'queued' } });
    const job = await queuedTrial(grading);
    expect(job.files).toMatchObject(TESTS);
    expect(job.solutions.slice(0, 2)).toEqual(['reference', 'rejected/case-matters']);
    const waiting = await server.parts.queue.waiting();
    expect(waiting.filter((jobId) => jobId.startsWith('tri_'))).toEqual([`${trialIdOf(grading)}-1`]);
    expect(await viewOf(grading)).toMatchObject({ faults: 0, state: { phase: 'queued' } });
  });

  it('[TR2] without tests has one too, but not the earlier state beside it, and none without a word in the manifest', async () => {
    const { candidate, attempt } = await sitting();
    await write(candidate, TESTS);
    await server.advance(MINUTE_MS);
    await write(candidate, { 'wordcount.go': 'package wordcount\n\nfunc {\n' });
    await candidate.call('submitAttempt');
    const [first] = await server.parts.gradings.list(attempt);
    await graded(first?.id ?? 'grd_', { kind: 'not-compiled', diagnostics: [] });
    const [official, earlier] = await server.parts.gradings.list(attempt);
    expect(earlier?.cause.kind).toBe('did-not-compile');
    await graded(earlier?.id ?? 'grd_');
    expect(await trialOf(official?.id ?? 'grd_')).toBeDefined();
    expect(await trialOf(earlier?.id ?? 'grd_')).toBeUndefined();

    const other = await handedIn();
    const hiddenPart = async (hashes: { hidden: string }) => {
      const { ownTests: _, ...hidden } = await server.parts.hiddenPart(hashes);
      return hidden;
    };
    await settleGrading({ ...server.parts, hiddenPart }, await verdictFor(server, other.grading));
    expect(await viewOf(other.grading)).toBeUndefined();
    expect(await server.parts.redis.zrange(server.parts.keys.unqueuedJobs, 0, '-1')).not.toContain(`${trialIdOf(other.grading)}-1`);
  });
});

describe('slices', () => {
  it('[TR3] are stored with the mark for the next one, once, whoever hears of them and however often', async () => {
    const { grading } = await handedIn();
    await graded(grading);
    const { solutions } = await queuedTrial(grading);
    const first = await sliceFor(grading, { reference: PASSES, mistakes: caught(solutions.slice(1, 3)) });
    await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? server : beside).parts.settle(first)));
    expect(await trialOf(grading)).toMatchObject({ try: 2, mistakes: caught(solutions.slice(1, 3)) });
    expect((await queuedTrial(grading)).solutions).toEqual(solutions.slice(3));
    expect((await viewOf(grading))?.state).toEqual({ phase: 'running', tried: 2, of: solutions.length - 1 });
    // A worker that was taken for dead, and was not.
    await server.parts.settle(first);
    expect(await trialOf(grading)).toMatchObject({ try: 2, faults: 0 });
    await server.parts.settle(await sliceFor(grading, { mistakes: caught(solutions.slice(3)) }));
    expect((await viewOf(grading))?.state).toMatchObject({ phase: 'done', caught: solutions.length - 1, reference: PASSES });
    const { redis, keys } = server.parts;
    expect(await redis.zrange(keys.unqueuedJobs, 0, '-1')).toEqual([]);
  });

  it('[TR5] that fault are tried again after a pause, and the third in a row gives up; regrading tries anew', async () => {
    const { attempt, grading } = await handedIn();
    await graded(grading);
    await queuedTrial(grading);
    await fault(grading);
    const again = `${trialIdOf(grading)}-2`;
    await server.advance(1_000);
    expect(await server.parts.queue.waiting()).not.toContain(again);
    await server.advance(1_500);
    await queuedTrial(grading);
    await fault(grading);
    await fault(grading);
    expect(await viewOf(grading)).toMatchObject({ faults: 3, state: { phase: 'abandoned', reason: 'no space left on device' } });
    // The verdict has nothing to do with it.
    expect((await admin.call('readGrading', { params: { grading } })).state.phase).toBe('graded');

    const next = await admin.call('startGrading', { body: { attempt } });
    expect(next.ownTests).toBeUndefined();
    await graded(next.id);
    expect((await queuedTrial(next.id)).solutions[0]).toBe('reference');
    const { gradings } = await admin.call('readResult', { params: { attempt } });
    expect(gradings.map((each) => each.ownTests?.state.phase)).toEqual(['abandoned', 'queued']);
  });

  it('[TR7] are of the files of their own submission, and all are kept', async () => {
    const { candidate, attempt, grading } = await handedIn();
    await graded(grading);
    const first = await queuedTrial(grading);
    await admin.call('reopenAttempt', { params: { attempt }, body: { minutes: 10, reason: 'power cut' } });
    await write(candidate, { 'own_test.go': 'package wordcount_test\n\n// more\n' });
    await server.parts.settle(await sliceFor(grading, { reference: PASSES, mistakes: caught(first.solutions.slice(1, 2)) }));
    expect((await queuedTrial(grading)).files).toEqual(first.files);
    await candidate.call('submitAttempt');
    const second = (await server.parts.gradings.list(attempt))[1]?.id ?? 'grd_';
    await graded(second);
    expect((await queuedTrial(second)).files['own_test.go']).toContain('// more');
    const { gradings } = await admin.call('readResult', { params: { attempt } });
    expect(gradings.map((each) => each.ownTests?.state.phase)).toEqual(['running', 'queued']);
  });
});

describe('whoever waits', () => {
  it('[TR6] for a run, or for a verdict, waits for one slice at most', async () => {
    const { grading } = await handedIn();
    await graded(grading);
    const { solutions } = await queuedTrial(grading);
    const { candidate } = await sitting();
    const taken: string[] = [];
    const asked: Record<string, number> = {};
    // A sandbox with one slot, of which a slice is one solution.
    while ((await trialOf(grading))?.state.phase === 'queued') {
      const [jobId = ''] = await server.parts.queue.waiting();
      expect(await server.parts.queue.remove(jobId)).toBe('removed');
      const { id, try: jobTry } = readJobId(jobId);
      taken.push(id);
      if (id !== trialIdOf(grading)) continue;
      if (jobTry === 2) asked[(await candidate.call('startRun')).id] = taken.length;
      if (jobTry === 4) asked[(await handedIn()).grading] = taken.length;
      const name = solutions[jobTry - 1] ?? '';
      await server.parts.settle(await sliceFor(grading, name === 'reference' ? { reference: PASSES, mistakes: [] } : { mistakes: caught([name]) }));
      await expect.poll(() => server.parts.redis.zcard(server.parts.keys.unqueuedJobs)).toBe(0);
    }
    expect(Object.keys(asked).map((id) => id.slice(0, 3))).toEqual(['run', 'grd']);
    for (const [id, before] of Object.entries(asked)) expect(taken[before]).toBe(id);
    expect(taken.filter((id) => id === trialIdOf(grading))).toHaveLength(solutions.length);
  });
});

describe('the candidate', () => {
  it('[TR8] is told nothing of it, while it goes on or after', async () => {
    const { candidate, grading, attempt } = await handedIn();
    const page = await candidate.connect();
    await graded(grading);
    const { solutions } = await queuedTrial(grading);
    const told = { tests: [], diagnostics: [], output: 'a quote', leftOut: [] };
    const reference: ReferenceTrial = { kind: 'fails', outcome: { kind: 'exited', exitCode: 1 }, ...told };
    await server.parts.settle(await sliceFor(grading, { reference, mistakes: [] }));
    expect(JSON.stringify(await admin.call('readResult', { params: { attempt } }))).toContain('a quote');
    const seen = [JSON.stringify(page.heard)];
    for (const path of ['/api/v1/attempt', '/api/v1/attempt/workspace', '/api/v1/attempt/runs'])
      seen.push(await (await candidate.fetch('GET', path)).text());
    for (const path of [`/api/v1/gradings/${grading}`, `/api/v1/attempts/${attempt}`, `/api/v1/attempt/runs/${trialIdOf(grading)}`]) {
      const answer = await candidate.fetch('GET', path);
      expect(answer.ok, path).toBe(false);
      seen.push(await answer.text());
    }
    for (const word of ['a quote', 'ownTests', ...solutions]) expect(seen.join('\n').includes(word), word).toBe(false);
    candidate.leave();
  });
});
