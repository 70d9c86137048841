import type { AttemptId, RunId } from '@twohours/wire/id';
import type { RunView } from '@twohours/wire/run';
import type { TrialView } from '@twohours/wire/trial';
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

const TESTS = `package wordcount_test

import (
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"zmod/wordcount"
)

type document struct {
	text string
	err  error
	read func()
}

func (d document) Read() (string, error) {
	if d.read != nil {
		d.read()
	}
	return d.text, d.err
}

func TestCase(t *testing.T) {
	// However fast the machine is, the reference and all mistakes do not fit into one slice.
	time.Sleep(time.Second)
	if got, _ := wordcount.Count([]wordcount.Document{document{text: "Go go"}}, 1); got["go"] != 2 {
		t.Errorf("got %v, want go twice", got)
	}
}

func TestFailure(t *testing.T) {
	got, err := wordcount.Count([]wordcount.Document{document{err: errors.New("broken")}, document{text: "two"}}, 1)
	if err == nil || got["two"] != 1 {
		t.Errorf("got %v and %v", got, err)
	}
}

func TestNoMoreThanAllowed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int32
		read := func() {
			most.Store(max(most.Load(), now.Add(1)))
			time.Sleep(time.Second)
			now.Add(-1)
		}
		all := make([]wordcount.Document, 5)
		for i := range all {
			all[i] = document{read: read}
		}
		wordcount.Count(all, 2)
		if most.Load() > 2 {
			t.Errorf("%d at a time, want 2", most.Load())
		}
	})
}
`;

async function started() {
  const { candidate, attempt } = await server.invite(admin);
  await candidate.call('startAttempt');
  return { candidate, attempt };
}

async function ownTests(attempt: AttemptId): Promise<TrialView | undefined> {
  return (await admin.call('readResult', { params: { attempt } })).gradings[0]?.ownTests;
}

async function done(attempt: AttemptId) {
  await until(async () => ['done', 'abandoned'].includes((await ownTests(attempt))?.state.phase ?? ''), `the trial of ${attempt}`, 90_000);
  const state = (await ownTests(attempt))?.state;
  if (state?.phase !== 'done') throw new Error(`the trial was ${JSON.stringify(state)} ${sandbox.output}`);
  return state;
}

async function sliceOf(attempt: AttemptId): Promise<number> {
  const [grading] = await server.parts.gradings.list(attempt);
  return (grading && (await server.parts.trials.of(grading.id))?.try) ?? 0;
}

describe('the tests of a candidate', () => {
  it('[F11] are tried on the known mistakes after the verdict, and nobody who presses Run waits for more than a slice', async () => {
    const { candidate, attempt } = await started();
    await write(candidate, { ...(await solution('warm-up', 'reference')), 'wordcount_test.go': TESTS });
    await candidate.call('submitAttempt');
    await until(async () => (await ownTests(attempt))?.state.phase === 'running', 'the first slice', 60_000);

    const { candidate: other } = await started();
    const page = await other.connect();
    const before = await sliceOf(attempt);
    const { id } = await page.ask('run:start', {});
    const isPickedUp = ({ run, entries }: { run: RunId; entries: { event: { type: string } }[] }) =>
      run === id && entries.some(({ event }) => event.type === 'picked-up');
    await page.hears('run:happened', isPickedUp, 60_000);
    expect((await sliceOf(attempt)) - before).toBeLessThanOrEqual(1);
    await page.hears('run:ended', (view: RunView) => view.id === id, 60_000);
    other.leave();

    const { reference, mistakes, caught } = await done(attempt);
    expect(reference).toEqual({ kind: 'passes', passed: 3, leftOut: [] });
    expect(mistakes).toHaveLength(7);
    expect(mistakes.filter(({ isCaught }) => isCaught)).toHaveLength(caught);
    expect(Object.fromEntries(mistakes.map(({ name, isCaught }) => [name, isCaught]))).toMatchObject({
      'case-matters': true,
      'no-limit': true,
      'stops-at-the-first-failure': true,
      'one-after-the-other': false,
      'parallel-of-zero-blocks': false,
    });
    expect(mistakes.find(({ name }) => name === 'no-limit')?.why).toBe(
      'Every document gets a goroutine that reads at once; `parallel` is not looked at.',
    );
  });

  it('[F12] are told on their line where they need what only its author has', async () => {
    const { candidate, attempt } = await started();
    const { 'wordcount.go': reference = '' } = await solution('warm-up', 'reference');
    const own = 'package wordcount_test\n\nimport (\n\t"testing"\n\n\t"zmod/wordcount"\n)\n\nfunc TestMine(t *testing.T) {\n\twordcount.Mine()\n}\n';
    await write(candidate, { 'wordcount.go': `${reference}\nfunc Mine() {}\n`, 'wordcount_test.go': own });
    await candidate.call('submitAttempt');
    expect(await done(attempt)).toMatchObject({
      reference: {
        kind: 'not-compiled',
        diagnostics: [{ tool: 'compile', path: 'wordcount_test.go', line: 10, message: expect.stringContaining('Mine') }],
      },
      mistakes: [],
    });
  });
});
