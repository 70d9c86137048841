import { LANE_BUDGET_MS } from '@twohours/server/lanes/lanes';
import type { AttemptId } from '@twohours/wire/id';
import { MINUTE_MS } from '@twohours/wire/time';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../harness/clock.ts';
import type { Person } from '../harness/person.ts';
import { SandboxProcess } from '../harness/sandbox.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { solution, write } from '../harness/solutions.ts';

let server: TestServer;
let sandbox: SandboxProcess;
let admin: Person;

beforeAll(async () => {
  server = await startTestServer();
  sandbox = await SandboxProcess.start(server.prefix, undefined, { SANDBOX_SLOTS: '1' });
  admin = await server.admin();
});
afterAll(async () => {
  await sandbox.close();
  expect(await sandbox.containers()).toEqual([]);
  await server.close();
});

const CASE = `package wordcount

import "errors"

// Count is right but for the case of letters, and reads one document after the other.
`;

async function ranThrough(states: readonly Readonly<Record<string, string>>[]) {
  const { candidate, attempt } = await server.invite(admin);
  await candidate.call('startAttempt');
  const page = await candidate.connect();
  for (const files of states) {
    await server.advance(MINUTE_MS);
    await write(candidate, files);
    const { id } = await page.ask('run:start', {});
    await page.hears('run:ended', (view: { id: string }) => view.id === id, 60_000);
  }
  return { candidate, attempt };
}

const lanesOf = async (attempt: AttemptId) => admin.call('readLanes', { params: { attempt } });

describe('the lanes of an attempt', () => {
  it('[F13] show where tests first passed and where the last minute broke them', async () => {
    const reference = await solution('warm-up', 'reference');
    const code = reference['wordcount.go'] ?? '';
    const broken = { 'wordcount.go': code.replace('strings.ToLower(text)', 'text') };
    expect(broken['wordcount.go']).not.toBe(code);
    const { candidate, attempt } = await ranThrough([{ 'NOTES.md': 'First.\n' }, reference, { 'wordcount.go': `${CASE}func {` }]);
    await write(candidate, broken);
    await candidate.call('submitAttempt');
    await until(async () => (await lanesOf(attempt)).state.phase === 'done', 'the lanes', 120_000);

    const view = await lanesOf(attempt);
    expect(view).toMatchObject({ state: { how: 'all' }, moments: { done: 4, of: 4 } });
    expect(view.spentMs).toBeGreaterThan(0);
    expect(view.spentMs).toBeLessThan(LANE_BUDGET_MS);
    const laneOf = (id: string) => view.lanes.find((lane) => lane.id === id)?.points.map(({ status, changes }) => [status, ...changes]);
    // Of four states one did not compile, and says nothing.
    expect(laneOf('TestWordsAreCountedOverAllDocuments')).toEqual([['failed'], ['passed', 'first-passed'], ['failed', 'regressed']]);
    expect(laneOf('TestNoMoreReadsThanAllowed')?.slice(1)).toEqual([['passed', 'first-passed'], ['passed']]);
  });

  it('[F14] are joined by what staff have run at a moment, beside a verdict that stays', async () => {
    const reference = await solution('warm-up', 'reference');
    const { candidate, attempt } = await ranThrough([reference]);
    await write(candidate, { 'wordcount.go': 'package wordcount\n\nfunc {\n' });
    await candidate.call('submitAttempt');
    const { entries } = await admin.call('readRecording', { params: { attempt } });
    const events = entries.flatMap((entry) => entry.events);
    const moment = { event: events.findIndex(({ kind }) => kind === 'run-started') + 1, at: MINUTE_MS };
    for (const tests of ['visible', 'hidden'] as const) await admin.call('askAtMoment', { params: { attempt }, body: { tests, moment } });

    const result = async () => admin.call('readResult', { params: { attempt } });
    const isOver = async () => {
      const { checks, gradings } = await result();
      return checks.every(({ state }) => state.phase === 'ended') && gradings.every(({ state }) => state.phase === 'graded');
    };
    await until(isOver, 'everything to be run', 120_000);
    const { checks, gradings, runs } = await result();
    expect(checks[0]?.state).toMatchObject({ ending: { kind: 'ran', outcome: { exitCode: 0 } } });
    const found = gradings.find(({ cause }) => cause.kind === 'moment')?.state;
    expect(found).toMatchObject({ verdict: { kind: 'tests', passedWeight: 100 } });
    expect(runs).toHaveLength(1);
    const { invitations } = await admin.call('listInvitations');
    expect(invitations.find((each) => each.attempt === attempt)).toMatchObject({ grading: { kind: 'not-compiled' } });
  });
});
