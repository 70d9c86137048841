import { officialOf } from '@twohours/server/grading/grading-views';
import { settleGrading } from '@twohours/server/grading/gradings';
import { lanesIdOf, LANE_BUDGET_MS } from '@twohours/server/lanes/lanes';
import type { AttemptId, CheckId, GradingId } from '@twohours/wire/id';
import { JobSchema, type Job, type VerdictStatus } from '@twohours/wire/job';
import type { JobEnding, RunEnding } from '@twohours/wire/job-ending';
import { Replay } from '@twohours/wire/replay';
import { MINUTE_MS } from '@twohours/wire/time';
import { filesOf } from '@twohours/wire/workspace';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lastGrading, sliceFor, verdictFor } from '../harness/endings.ts';
import { Person } from '../harness/person.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { write } from '../harness/solutions.ts';

let server: TestServer;
let beside: TestServer;
let admin: Person;
let reviewer: Person;

beforeAll(async () => {
  // Every fault is logged as an error of ours, which it is.
  server = await startTestServer({}, undefined, { mayLogErrors: true });
  beside = await startTestServer({}, server, { mayLogErrors: true });
  admin = await server.admin();
  reviewer = await colleague('reviewer');
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

async function colleague(role: 'reviewer' | 'grader'): Promise<Person> {
  const { link } = await admin.call('inviteStaff', { body: { roles: [role] } });
  const person = new Person(server.url);
  const body = { token: link.split('#')[1] ?? '', name: `Rita ${role}`, email: `${role}@example.org`, password: 'correct horse battery' };
  await person.call('acceptStaffLink', { body });
  return person;
}

const phases = { waitMs: 1, compileMs: 1, runMs: 1, totalMs: 3 };
const code = (version: number) => ({ 'wordcount.go': `package wordcount\n\n// ${version}\n` });

/** Runs at minutes 1, 2, …, each on another version, and ends with the one before the last. */
async function handedIn(versions: number) {
  const { candidate, attempt } = await server.invite(admin);
  await candidate.call('startAttempt');
  for (let version = 1; version <= versions; version += 1) {
    await server.advance(MINUTE_MS / 2);
    await write(candidate, code(version));
    const { id } = await candidate.call('startRun');
    await candidate.call('cancelRun', { params: { run: id } });
  }
  await write(candidate, code(versions - 1));
  await candidate.call('submitAttempt');
  return { candidate, attempt, grading: await lastGrading(server, attempt) };
}

async function graded(id: GradingId, status?: VerdictStatus): Promise<void> {
  await settleGrading(server.parts, await verdictFor(server, id, status));
}

const lanesOf = async (grading: GradingId) => (await server.parts.lanes.find(lanesIdOf(grading)))?.value;
const viewOf = async (attempt: AttemptId) => reviewer.call('readLanes', { params: { attempt } });

/** A job, as the queue has it. */
async function queued<K extends Job['kind']>(id: string, jobTry: number, kind: K): Promise<Extract<Job, { kind: K }>> {
  const { redis, keys } = server.parts;
  await expect.poll(async () => server.parts.queue.waiting()).toContain(`${id}-${jobTry}`);
  const job = JobSchema.parse(JSON.parse((await redis.hget(`${keys.bull}:jobs:${id}-${jobTry}`, 'data')) ?? ''));
  if (job.kind !== kind) throw new Error('another job');
  return job as Extract<Job, { kind: K }>;
}

async function queuedLanes(grading: GradingId) {
  return queued(lanesIdOf(grading), (await lanesOf(grading))?.try ?? 0, 'lane');
}

describe('lanes', () => {
  it('[LN10] and the verdict that they come after are one step, whoever settles it and however often', async () => {
    const { attempt, grading } = await handedIn(3);
    expect(await viewOf(attempt)).toMatchObject({ state: { phase: 'waiting' } });
    const ending = await verdictFor(server, grading);
    await Promise.all(Array.from({ length: 20 }, (_, n) => settleGrading((n % 2 === 0 ? server : beside).parts, ending)));
    expect(await lanesOf(grading)).toMatchObject({ try: 1, faults: 0, spentMs: 0, state: { phase: 'queued' } });
    const job = await queuedLanes(grading);
    // Of three runs and the end, the end is what was run second, and known from the verdict.
    expect(job.steps.map(({ files }) => files['wordcount.go'])).toEqual([code(1), code(3)].map((files) => files['wordcount.go']));
    expect(job).toMatchObject({ budgetMs: LANE_BUDGET_MS });
    const waiting = await server.parts.queue.waiting();
    expect(waiting.filter((jobId) => jobId.startsWith('lan_'))).toEqual([`${lanesIdOf(grading)}-1`]);
  });

  it('[LN7] go on slice by slice, each stored once, and tell where a test passed and where it stopped to', async () => {
    const { attempt, grading } = await handedIn(4);
    await graded(grading);
    await queuedLanes(grading);
    const first = await sliceFor(server, grading, ['failed']);
    await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? server : beside).parts.settle(first)));
    expect(await lanesOf(grading)).toMatchObject({ try: 2, spentMs: 1_500 });
    // One of the twenty stored it.
    expect((await server.parts.lanes.find(lanesIdOf(grading)))?.revision).toBe('2');
    expect(await viewOf(attempt)).toMatchObject({ state: { phase: 'running' }, moments: { done: 3, of: 5 } });
    const { steps, budgetMs } = await queuedLanes(grading);
    expect(steps).toHaveLength(2);
    expect(budgetMs).toBe(LANE_BUDGET_MS - 1_500);
    // A worker that was taken for dead, and was not.
    await server.parts.settle(first);
    await server.parts.settle(await sliceFor(server, grading, ['passed', 'failed']));
    const view = await viewOf(attempt);
    expect(view).toMatchObject({ state: { phase: 'done', how: 'all' }, moments: { done: 5, of: 5 }, spentMs: 3_000, budgetMs: LANE_BUDGET_MS });
    expect(view.lanes).toHaveLength(5);
    const recording = await admin.call('readRecording', { params: { attempt } });
    const replay = new Replay(recording.starter, recording.entries);
    for (const { points } of view.lanes) {
      expect(points.map(({ status, changes, isReused }) => [status, ...changes, isReused])).toEqual([
        ['failed', false],
        ['passed', 'first-passed', false],
        ['passed', true],
        ['failed', 'regressed', false],
        ['passed', 'passed-again', true],
      ]);
      // Its numbers are those of the replay that a page has.
      expect(points.map(({ event }) => filesOf(replay.workspaceAfter(event))['wordcount.go'])).toEqual(
        [1, 2, 3, 4, 3].map((version) => code(version)['wordcount.go']),
      );
      expect(points.map(({ event }) => replay.events[event - 1]?.at)).toEqual(points.map(({ at }) => at));
    }
    expect(await server.parts.redis.zrange(server.parts.keys.unqueuedJobs, 0, '-1')).toEqual([]);
  });

  it('[LN2] that have spent their budget are over, and say how much is missing', async () => {
    const { attempt, grading } = await handedIn(5);
    await graded(grading);
    await queuedLanes(grading);
    await server.parts.settle(await sliceFor(server, grading, ['failed'], { spentMs: LANE_BUDGET_MS - 1 }));
    expect(await queuedLanes(grading)).toMatchObject({ budgetMs: 1 });
    await server.parts.settle(await sliceFor(server, grading, [], { spentMs: 1, isCut: true }));
    expect(await viewOf(attempt)).toMatchObject({ state: { phase: 'done', how: 'budget-spent' }, moments: { done: 3, of: 6 } });
  });

  it('[LN11] come anew when the attempt was reopened, and run nothing twice', async () => {
    const { candidate, attempt, grading } = await handedIn(3);
    await graded(grading);
    await queuedLanes(grading);
    await server.parts.settle(await sliceFor(server, grading, ['failed', 'raced']));
    await admin.call('reopenAttempt', { params: { attempt }, body: { minutes: 10, reason: 'power cut' } });
    expect(await reviewer.refusal(viewOf(attempt))).toBe('attempt-open');
    await write(candidate, code(9));
    const { id } = await candidate.call('startRun');
    await candidate.call('cancelRun', { params: { run: id } });
    await write(candidate, code(10));
    await candidate.call('submitAttempt');
    const second = await lastGrading(server, attempt);
    await graded(second, 'crashed');
    const { steps } = await queuedLanes(second);
    expect(steps.map(({ files }) => files['wordcount.go'])).toEqual([code(9)['wordcount.go']]);
    await server.parts.settle(await sliceFor(server, second, ['passed']));
    const [lane] = (await viewOf(attempt)).lanes;
    expect(lane?.points.map(({ status }) => status)).toEqual(['failed', 'passed', 'raced', 'passed', 'passed', 'crashed']);
    expect(lane?.points.at(-1)?.changes).toEqual(['regressed']);
  });

  it('[LN12] come last of all: a run, a verdict, a check and a trial are taken before them', async () => {
    const { grading, attempt } = await handedIn(2);
    await graded(grading);
    await queuedLanes(grading);
    await reviewer.call('askAtMoment', { params: { attempt }, body: { tests: 'visible', moment: { event: 1, at: 0 } } });
    const { candidate } = await server.invite(admin);
    await candidate.call('startAttempt');
    await candidate.call('startRun');
    await candidate.call('submitAttempt');
    await server.parts.queue.remove(`${grading}-1`);
    await expect.poll(async () => server.parts.queue.waiting()).toHaveLength(5);
    expect((await server.parts.queue.waiting()).map((id) => id.slice(0, 3))).toEqual(['run', 'grd', 'chk', 'tri', 'lan']);
  });

  it('[LN13] are nothing that a candidate is told of', async () => {
    const { candidate, attempt, grading } = await handedIn(2);
    const page = await candidate.connect();
    await graded(grading);
    await queuedLanes(grading);
    await server.parts.settle(await sliceFor(server, grading, ['failed']));
    for (const path of [`/api/v1/attempts/${attempt}/lanes`, `/api/v1/attempts/${attempt}/moments`])
      expect((await candidate.fetch(path.endsWith('lanes') ? 'GET' : 'POST', path)).ok).toBe(false);
    expect(JSON.stringify(page.heard)).not.toMatch(/lan_|lanes/);
    candidate.leave();
  });
});

describe('a moment of the replay', () => {
  it('[MO1] is graded on exactly its files, by a reviewer too, and never replaces the verdict', async () => {
    const { attempt, grading } = await handedIn(3);
    await graded(grading);
    const recording = await admin.call('readRecording', { params: { attempt } });
    const replay = new Replay(recording.starter, recording.entries);
    const event = replay.events.findIndex((each) => each.event.kind === 'run-started') + 1;
    const at = replay.events[event - 1]?.at ?? 0;
    const asked = await reviewer.call('askAtMoment', { params: { attempt }, body: { tests: 'hidden', moment: { event, at: 0 } } });
    if (asked.tests !== 'hidden') throw new Error('no grading');
    expect(asked.grading).toMatchObject({ cause: { kind: 'moment', name: 'Rita reviewer', event }, atMs: at, state: { phase: 'queued' } });
    const { states } = await queued(asked.grading.id, 1, 'grade');
    expect(states.map(({ files }) => files)).toEqual([filesOf(replay.workspaceAfter(event))]);
    expect(states[0]?.files).toMatchObject(code(1));
    await graded(asked.grading.id, 'failed');

    const { gradings } = await reviewer.call('readResult', { params: { attempt } });
    expect(gradings.map(({ cause }) => cause.kind)).toEqual(['closing', 'moment']);
    expect(officialOf(await server.parts.gradings.list(attempt))?.id).toBe(grading);
    const { invitations } = await admin.call('listInvitations');
    expect(invitations.find((each) => each.attempt === attempt)).toMatchObject({ grading: { kind: 'tests', passed: 5, total: 5 } });
    // It has neither a trial nor lanes of its own.
    expect(await server.parts.trials.of(asked.grading.id)).toBeUndefined();
    expect(await lanesOf(asked.grading.id)).toBeUndefined();
  });

  it('[MO2] is told from others that share its millisecond', async () => {
    const { candidate, attempt } = await server.invite(admin);
    await candidate.call('startAttempt');
    await write(candidate, code(1));
    await write(candidate, code(2));
    await candidate.call('submitAttempt');
    const { entries } = await admin.call('readRecording', { params: { attempt } });
    const edits = entries.flatMap((entry) => entry.events).flatMap((each, index) => (each.kind === 'edit' ? [index + 1] : []));
    const files = await Promise.all(
      edits.map(async (event) => {
        const asked = await admin.call('askAtMoment', { params: { attempt }, body: { tests: 'hidden', moment: { event, at: 0 } } });
        return asked.tests === 'hidden' ? (await queued(asked.grading.id, 1, 'grade')).states[0]?.files['wordcount.go'] : '';
      }),
    );
    expect(files).toEqual([code(1), code(2)].map((each) => each['wordcount.go']));
    const beyond = admin.call('askAtMoment', { params: { attempt }, body: { tests: 'hidden', moment: { event: 999, at: 0 } } });
    expect(await admin.refusal(beyond)).toBe('moment-unknown');
  });

  it('[MO3] of an attempt that goes on is not looked into', async () => {
    const { candidate, attempt } = await server.invite(admin);
    await candidate.call('startAttempt');
    const asked = admin.call('askAtMoment', { params: { attempt }, body: { tests: 'visible', moment: { event: 0, at: 0 } } });
    expect(await admin.refusal(asked)).toBe('attempt-open');
  });
});

describe('a check', () => {
  async function asked() {
    const { candidate, attempt } = await handedIn(2);
    const given = await reviewer.call('askAtMoment', { params: { attempt }, body: { tests: 'visible', moment: { event: 1, at: 0 } } });
    if (given.tests !== 'visible') throw new Error('no check');
    return { candidate, attempt, id: given.check.id };
  }
  const checkOf = async (check: CheckId) => reviewer.call('readCheck', { params: { check } });

  it('[MO4] runs the visible tests of a moment, keeps what they printed, and is no run of the candidate’s', async () => {
    const { candidate, attempt, id } = await asked();
    const recorded = await server.parts.recordings.readAll(attempt);
    const job = await queued(id, 1, 'run');
    expect(job.actions).toEqual(['vet', 'test']);
    const { redis, keys } = server.parts;
    const said = ['one\n', 'two\n'].map((text, n) => ({ try: 1, n: n + 1, atMs: n, event: { type: 'output', stream: 'stdout', text } }));
    for (const entry of said) await redis.xadd(keys.jobEvents(id), '*', 'e', JSON.stringify(entry));
    const ended: RunEnding = { kind: 'ran', outcome: { kind: 'exited', exitCode: 0 }, tests: [], diagnostics: [] };
    const ending: JobEnding = { kind: 'run', id, try: 1, lease: job.lease, worker: 'w', ending: ended, phases };
    await Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? server : beside).parts.settle(ending)));
    expect(await checkOf(id)).toMatchObject({ moment: { event: 1 }, state: { phase: 'ended', ending: ended, output: 'one\ntwo\n' } });
    const result = await reviewer.call('readResult', { params: { attempt } });
    expect(result.checks.map((check) => check.id)).toEqual([id]);
    expect(result.runs).toHaveLength(2);
    expect(await server.parts.recordings.readAll(attempt)).toEqual(recorded);
    expect(JSON.stringify(await (await candidate.fetch('GET', '/api/v1/attempt')).json())).not.toContain(id);
  });

  it('[MO5] that meets faults of ours is tried again after a pause, and given up after the third', async () => {
    const { id } = await asked();
    for (const jobTry of [1, 2, 3]) {
      const { lease } = await queued(id, jobTry, 'run');
      await server.parts.settle({ kind: 'faulted', of: 'run', id, try: jobTry, lease, worker: 'w', reason: 'no space' });
      await server.advance(11_000);
    }
    expect(await checkOf(id)).toMatchObject({ faults: 3, state: { phase: 'abandoned', reason: 'no space' } });
  });
});
