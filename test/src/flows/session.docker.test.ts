import type { GradingView } from '@twohours/wire/grading';
import type { AttemptId } from '@twohours/wire/id';
import type { RunEnding } from '@twohours/wire/job-ending';
import type { RunView } from '@twohours/wire/run';
import { MINUTE_MS } from '@twohours/wire/time';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pause, until } from '../harness/clock.ts';
import type { Person } from '../harness/person.ts';
import { SandboxProcess } from '../harness/sandbox.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { solution, write } from '../harness/solutions.ts';

let server: TestServer;
let sandbox: SandboxProcess;
let admin: Person;

beforeAll(async () => {
  server = await startTestServer();
  sandbox = await SandboxProcess.start(server.prefix);
  admin = await server.admin();
});
afterAll(async () => {
  await sandbox.close();
  expect(await sandbox.containers()).toEqual([]);
  await server.close();
});

async function started(exercise = 'warm-up') {
  const { candidate, attempt } = await server.invite(admin, { exercise });
  await candidate.call('startAttempt');
  return { candidate, attempt };
}

async function run(candidate: Person): Promise<RunEnding> {
  const page = await candidate.connect();
  const { id } = await page.ask('run:start', {});
  const ended = (await page.hears('run:ended', (view: RunView) => view.id === id, 60_000)) as RunView;
  candidate.leave();
  if (ended.state.phase !== 'ended') throw new Error(`the run was ${ended.state.phase}: ${sandbox.output}`);
  return ended.state.ending;
}

async function graded(attempt: AttemptId, count = 1): Promise<GradingView[]> {
  const read = async () => (await admin.call('readResult', { params: { attempt } })).gradings;
  const isOver = (grading: GradingView) => grading.state.phase === 'graded' || grading.state.phase === 'abandoned';
  await until(async () => (await read()).filter(isOver).length >= count, `the grading of ${attempt}`, 90_000);
  return read();
}

function verdictOf(grading: GradingView | undefined) {
  if (grading?.state.phase !== 'graded') throw new Error(`not graded: ${JSON.stringify(grading?.state)} ${sandbox.output}`);
  return grading.state.verdict;
}

describe('runs', () => {
  it('[F1] the starter compiles and fails its visible tests; the reference passes them', async () => {
    const { candidate } = await started();
    expect(await run(candidate)).toMatchObject({ kind: 'ran', outcome: { kind: 'exited', exitCode: 1 } });
    await write(candidate, await solution('warm-up', 'reference'));
    const ending = await run(candidate);
    expect(ending).toMatchObject({ kind: 'ran', outcome: { kind: 'exited', exitCode: 0 } });
    expect(ending.kind === 'ran' && ending.tests.every((test) => test.status === 'passed')).toBe(true);
  });

  it('[F2] a mistake of the compiler, and of the policy, is on its line', async () => {
    const { candidate } = await started();
    const view = await candidate.call('readWorkspace');
    const file = view.files.find((each) => each.path === 'wordcount.go');
    await write(candidate, { 'wordcount.go': `${file?.text ?? ''}\nfunc broken() { return 1 }\n` });
    expect(await run(candidate)).toMatchObject({ kind: 'not-compiled', diagnostics: [{ tool: 'compile', path: 'wordcount.go' }] });
    await write(candidate, { 'wordcount.go': (file?.text ?? '').replace(/^(package \w+)$/m, '$1\n\nimport _ "unsafe"') });
    const refused = await run(candidate);
    expect(refused).toMatchObject({ kind: 'refused', diagnostics: [{ tool: 'policy', path: 'wordcount.go', line: expect.any(Number) }] });
  });

  it('[F3] a late page gets a run from its first event, and cancelling ends it', async () => {
    const { candidate } = await started();
    await write(candidate, {
      'slow_test.go':
        'package wordcount_test\n\nimport (\n\t"fmt"\n\t"testing"\n\t"time"\n)\n\nfunc TestSlow(t *testing.T) {\n\tfmt.Println("it began")\n\ttime.Sleep(20 * time.Second)\n}\n',
    });
    const early = await candidate.connect();
    const { id } = await early.ask('run:start', {});
    await early.hears(
      'run:happened',
      (said: { entries: { event: { type: string; text?: string } }[] }) => said.entries.some((entry) => entry.event.text?.includes('it began')),
      60_000,
    );
    const late = await candidate.connect();
    const story = await late.ask('run:follow', { run: id });
    expect(story.entries.map((entry) => entry.event.type)).toEqual(expect.arrayContaining(['picked-up', 'compiling', 'started', 'output']));
    expect(await candidate.refusal(candidate.call('startRun'))).toBe('run-in-progress');
    const before = performance.now();
    await late.ask('run:cancel', { run: id });
    const ended = (await late.hears('run:ended', (view: RunView) => view.id === id)) as RunView;
    // A benchmark measures it; this is only that it is the cancelling which ended it.
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(ended.state).toMatchObject({ phase: 'ended', ending: { kind: 'ran', outcome: { kind: 'cancelled' } } });
    candidate.leave();
  });

  it('[F4] gofmt formats, and says where it cannot', async () => {
    const { candidate } = await started();
    expect(await candidate.call('formatFile', { body: { path: 'a.go', text: 'package a\nfunc  f( ) {}\n' } })).toEqual({
      kind: 'formatted',
      text: 'package a\n\nfunc f() {}\n',
    });
    expect(await candidate.call('formatFile', { body: { path: 'a.go', text: 'package a\nfunc {\n' } })).toMatchObject({
      kind: 'not-formatted',
      diagnostics: [{ line: 2 }],
    });
  });
});

describe('gradings', () => {
  it('[F5] the reference passes every hidden test, and staff see names, weights and times', async () => {
    const { candidate, attempt } = await started();
    await write(candidate, await solution('warm-up', 'reference'));
    await candidate.call('submitAttempt');
    const [grading] = await graded(attempt);
    const verdict = verdictOf(grading);
    expect(verdict.kind === 'tests' && verdict.tests.filter((test) => test.status !== 'passed')).toEqual([]);
    expect(verdict.kind === 'tests' && verdict.passedWeight === verdict.totalWeight).toBe(true);
  });

  it('[F5] so do the reference and the accepted solutions of federated-search', async () => {
    const names = ['reference', 'accepted/mutex-and-cond', 'accepted/worker-pool', 'accepted/event-loop'];
    const attempts = await Promise.all(
      names.map(async (name) => {
        const { candidate, attempt } = await started('federated-search');
        await write(candidate, await solution('federated-search', name));
        await candidate.call('submitAttempt');
        return attempt;
      }),
    );
    for (const [index, attempt] of attempts.entries()) {
      const verdict = verdictOf((await graded(attempt))[0]);
      const others =
        verdict.kind === 'tests'
          ? verdict.tests.filter((test) => test.status !== 'passed').map(({ id, status, output }) => ({ id, status, output }))
          : verdict;
      expect(others, names[index]).toEqual([]);
    }
  });

  it('[F6] the untouched starter fails, test by test, when the time is up', async () => {
    const { attempt } = await started();
    await server.advance(15 * MINUTE_MS + 6_000);
    const [grading] = await graded(attempt);
    const verdict = verdictOf(grading);
    expect(verdict.kind === 'tests' && verdict.passedWeight < verdict.totalWeight).toBe(true);
  });

  it('[F7] a submission that does not compile: an earlier state that did stands beside it', async () => {
    const { candidate, attempt } = await started();
    await write(candidate, await solution('warm-up', 'reference'));
    await server.advance(MINUTE_MS);
    await write(candidate, { 'wordcount.go': 'package wordcount\n\nfunc {\n' });
    await candidate.call('submitAttempt');
    const gradings = await graded(attempt, 2);
    expect(gradings.map((grading) => grading.cause.kind)).toEqual(
      ['did-not-compile', 'closing'].toSorted((a) => (gradings[0]?.cause.kind === a ? -1 : 1)),
    );
    expect(verdictOf(gradings.find((grading) => grading.cause.kind === 'closing')).kind).toBe('not-compiled');
    const beside = verdictOf(gradings.find((grading) => grading.cause.kind === 'did-not-compile'));
    expect(beside.kind === 'tests' && beside.passedWeight).toBe(beside.kind === 'tests' && beside.totalWeight);
  });

  it('[F8] an API token runs the hidden tests again, and every result is kept', async () => {
    const { candidate, attempt } = await started();
    await write(candidate, await solution('warm-up', 'reference'));
    await candidate.call('submitAttempt');
    await graded(attempt);
    const { secret } = await admin.call('makeApiToken', { body: { name: 'ci', days: 1 } });
    const script = candidate.withToken(secret);
    const again = await script.call('startGrading', { body: { attempt } });
    await until(
      async () => (await script.call('readGrading', { params: { grading: again.id } })).state.phase === 'graded',
      'the second grading',
      60_000,
    );
    const gradings = await graded(attempt, 2);
    expect(gradings.map((grading) => grading.cause.kind)).toEqual(['closing', 'asked']);
    expect(await script.refusal(script.call('listInvitations'))).toBe('not-signed-in');
  });

  it('[F9] nothing of a hidden test but its verdict reaches the candidate', async () => {
    const { candidate, attempt } = await started();
    const page = await candidate.connect();
    await candidate.call('submitAttempt');
    await graded(attempt);
    await pause(200);
    const heard = JSON.stringify(page.heard) + (await (await candidate.fetch('GET', '/api/v1/attempt')).text());
    const hidden = (await server.parts.exercises.hiddenPart((await server.parts.exercises.newest('warm-up'))?.hashes ?? { hidden: '' })).tests;
    for (const test of hidden) expect(heard.includes(test.id), test.id).toBe(false);
    candidate.leave();
  });
});

describe('a sandbox that dies', () => {
  it('[F10] in the middle of a run: the run is done again, and nothing of it lingers', { timeout: 120_000 }, async () => {
    const { candidate } = await started();
    await write(candidate, await solution('warm-up', 'reference'));
    await write(candidate, {
      'slow_test.go': 'package wordcount_test\n\nimport (\n\t"testing"\n\t"time"\n)\n\nfunc TestSlow(t *testing.T) { time.Sleep(3 * time.Second) }\n',
    });
    const page = await candidate.connect();
    const { id } = await page.ask('run:start', {});
    await page.hears(
      'run:happened',
      (said: { entries: { event: { type: string } }[] }) => said.entries.some((entry) => entry.event.type === 'started'),
      60_000,
    );
    const old = new Set(await sandbox.containers());
    await sandbox.kill('SIGKILL');
    await sandbox.up();
    const ended = (await page.hears('run:ended', (view: RunView) => view.id === id, 90_000)) as RunView;
    expect(ended.state).toMatchObject({ phase: 'ended', ending: { kind: 'ran', outcome: { kind: 'exited', exitCode: 0 } } });
    // Numbered on, so that a page can tell what is new.
    const { entries } = await page.ask('run:follow', { run: id });
    const numbers = entries.filter((entry) => entry.n > 0).map((entry) => entry.n);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(entries.filter((entry) => entry.event.type === 'picked-up')).toHaveLength(2);
    // New ones are kept ready.
    await until(async () => (await sandbox.containers()).every((container) => !old.has(container)), 'the old containers to be swept');
    candidate.leave();
  });
});
