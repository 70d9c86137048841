import type { GradingId, RunId } from '@twohours/wire/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../harness/person.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

let server: TestServer;
let admin: Person;

beforeAll(async () => {
  // Every fault is logged as an error of ours, which it is.
  server = await startTestServer({}, undefined, { mayLogErrors: true });
  admin = await server.admin();
});
afterAll(async () => server.close());

async function sitting() {
  const { candidate, attempt } = await server.invite(admin);
  await candidate.call('startAttempt');
  return { candidate, attempt };
}

/** A sandbox that could not do the job, as often as it is asked. */
async function fault(of: 'run' | 'grade', id: string): Promise<void> {
  const { parts } = server;
  const { value } = (of === 'run' ? await parts.runs.find(id as RunId) : await parts.gradings.find(id as GradingId)) ?? {};
  if (!value) throw new Error(`no ${id}`);
  await parts.settle({ kind: 'faulted', of, id, try: value.try, lease: value.lease, worker: 'w', reason: 'no space left on device' });
}

describe('a fault of ours', () => {
  it('[FO1] is tried again, and after the third the run says so and the next one can begin', async () => {
    const { candidate } = await sitting();
    const { id } = await candidate.call('startRun');
    await fault('run', id);
    await fault('run', id);
    expect((await candidate.call('readRun', { params: { run: id } })).run.state).toEqual({ phase: 'queued' });
    await fault('run', id);
    // Not why: that is for logs.
    expect((await candidate.call('readRun', { params: { run: id } })).run.state).toEqual({ phase: 'abandoned' });
    expect(await candidate.refusal(candidate.call('startRun'))).toBeUndefined();
  });

  it('[FO2] is never a verdict: the grading waits for a person, who can retry it', async () => {
    const { candidate, attempt } = await sitting();
    await candidate.call('submitAttempt');
    const [grading] = (await admin.call('readResult', { params: { attempt } })).gradings;
    const id = grading?.id ?? 'grd_';
    const params = { grading: id };
    for (let n = 0; n < 3; n += 1) await fault('grade', id);
    expect(await admin.call('readGrading', { params })).toMatchObject({
      faults: 3,
      state: { phase: 'abandoned', reason: 'no space left on device' },
    });
    expect((await admin.call('listInvitations')).invitations.find((each) => each.attempt === attempt)?.grading).toEqual({ kind: 'abandoned' });
    expect(await admin.call('retryGrading', { params, body: { reason: 'the disk was full' } })).toMatchObject({
      faults: 0,
      state: { phase: 'queued' },
    });
    expect(await admin.refusal(admin.call('retryGrading', { params, body: { reason: 'again' } }))).toBe('grading-not-abandoned');
    const { log } = await admin.call('readResult', { params: { attempt } });
    expect(log.at(-1)).toMatchObject({ by: 'Ada Admin', reason: 'the disk was full' });
  });

  it('[FO3] that comes twice, or too late, changes nothing', async () => {
    const { candidate } = await sitting();
    const { id } = await candidate.call('startRun');
    const first = (await server.parts.runs.find(id))?.value;
    if (!first) throw new Error('no run');
    await fault('run', id);
    const again = { kind: 'faulted', of: 'run', id, try: first.try, lease: first.lease, worker: 'w', reason: 'again' } as const;
    await server.parts.settle(again);
    await server.parts.settle(again);
    expect((await server.parts.runs.find(id))?.value.try).toBe(2);
  });
});
