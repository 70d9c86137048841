import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Files } from '@twohours/wire/workspace';
import { hiddenPart, LIMITS } from './testing/exercise.ts';
import { Lab, outputOf, statuses } from './testing/lab.ts';

const FOLDER = new URL('testing/process-exercise/', import.meta.url).pathname;

let lab: Lab;
let starter: Files;
let hostile: Files;
let hidden: Files;
beforeAll(async () => {
  lab = await Lab.open();
  [starter, hostile, hidden] = await Promise.all([filesBelow('starter'), filesBelow('hostile'), filesBelow('hidden')]);
});
afterAll(async () => {
  const left = await lab.containers();
  await lab.close();
  expect(left).toBe(0);
});

async function filesBelow(name: string): Promise<Files> {
  const folder = join(FOLDER, name);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'utf8')] as const)));
}

const asProcesses = (files: Files) => ({
  sealed: {
    kind: 'process' as const,
    imports: ['*'],
    starter: files,
    readOnly: ['go.mod'],
    limits: { ...LIMITS, wallMs: 20_000, processes: 96 },
  },
});

/** Of hidden tests, and what is expected of each. */
async function gradeAs(expected: Readonly<Record<string, string>>, files: Files) {
  const ending = await lab.grade(files, hiddenPart(hidden, Object.keys(expected)), asProcesses(files));
  const seen = Object.entries(statuses(ending));
  const surprises = seen.filter(([id, status]) => ending.kind === 'tests' && status !== expected[id]).map(([id]) => id);
  expect(Object.fromEntries(seen), surprises.map((id) => `${id}: ${outputOf(ending, id)}`).join('\n')).toEqual(expected);
  return ending;
}

describe('programs of a process exercise', () => {
  it('[X1] run beside each other on loopback, and can be killed, paused and cut off', async () => {
    const ending = await gradeAs({ TestThreeNodes: 'passed', TestWrong: 'failed' }, starter);
    expect(ending).toMatchObject({ containers: 1 });
    expect(outputOf(ending, 'TestWrong')).toContain('got "b", want "c"');
  });
});

it('[X7] compiles hidden tests once for everybody, and programs again only where their code differs', async () => {
  const compiling = vi.spyOn(lab.deps.pool, 'compile');
  const jobsFor = async (files: Files) => {
    compiling.mockClear();
    const ending = await lab.grade(files, hiddenPart(hidden, ['TestThreeNodes']), asProcesses(starter));
    expect(statuses(ending)).toEqual({ TestThreeNodes: 'passed' });
    return compiling.mock.calls.length;
  };
  const [path = '', text = ''] = Object.entries(starter).find(([name]) => name.startsWith('cmd/')) ?? [];
  // Several at once, with hidden tests that nobody has compiled yet: those are compiled once all the same.
  compiling.mockClear();
  const anew = {
    ...hidden,
    'anew_test.go': `package ${/^package (\w+)/m.exec(Object.values(hidden)[0] ?? '')?.[1] ?? ''}\n\n// ${crypto.randomUUID()}\n`,
  };
  const codes = ['// One.', '// Two.', '// Three.'].map((line) => ({ ...starter, [path]: `${line} ${crypto.randomUUID()}\n\n${text}` }));
  await Promise.all(codes.map(async (files) => lab.grade(files, hiddenPart(anew, ['TestThreeNodes']), asProcesses(starter))));
  expect(compiling).toHaveBeenCalledTimes(codes.length + 1);

  const before = `// ${crypto.randomUUID()}\n\n${text}`;
  expect(await jobsFor({ ...starter, [path]: before })).toBeGreaterThanOrEqual(1);
  expect(await jobsFor({ ...starter, [path]: `${before}\n// Another.\n` })).toBe(1);
  expect(await jobsFor({ ...starter, [path]: before, 'RUNBOOK.md': 'Another.\n', 'cmd/node/own_test.go': 'package main\n' })).toBe(1);
  expect(await jobsFor({ ...starter, [path]: before, 'RUNBOOK.md': 'Yet another.\n', 'cmd/node/own_test.go': 'package main_test\n' })).toBe(0);
});

describe('whatever they do', () => {
  it('[X2] decides no verdict, and the next test begins alone', async () => {
    const ending = await gradeAs(
      {
        TestSignals: 'passed',
        TestSpy: 'passed',
        TestForged: 'failed',
        TestFlood: 'passed',
        TestMemory: 'passed',
        TestFork: 'passed',
        TestLateWait: 'passed',
        TestDaemons: 'passed',
        TestZombies: 'passed',
        TestFill: 'passed',
        TestPorts: 'passed',
        TestHangs: 'timed-out',
        TestLoud: 'crashed',
        TestPanics: 'crashed',
        TestLast: 'passed',
      },
      { ...starter, ...hostile },
    );
    expect(ending).toMatchObject({ containers: 4 });
    expect(outputOf(ending, 'TestMemory')).toContain('the kernel ended 1 of them');
    expect(outputOf(ending, 'TestFork')).toContain('more threads or processes together');
    expect(outputOf(ending, 'TestHangs')).toMatch(/What every goroutine was doing[\s\S]*TestHangs/);
    expect(outputOf(ending, 'TestLoud')).toContain('printed more than');
    expect(outputOf(ending, 'TestPanics')).toContain('panic: boom');
  });
});

describe('tests of a process exercise', () => {
  it('[X3] that candidates see find the programs where hidden ones do', async () => {
    const ending = await lab.run(starter, asProcesses(starter));
    expect(ending).toMatchObject({
      kind: 'ran',
      outcome: { kind: 'exited', exitCode: 0 },
      tests: [{ package: 'cmd/node', name: 'TestNode', status: 'passed' }],
    });
  });

  it('[X4] may not import the candidate’s packages', async () => {
    const files = { 'sum_test.go': 'package sum_test\n\nimport (\n\t"testing"\n\n\t_ "zmod/sum/internal/peer"\n)\n\nfunc TestX(t *testing.T) {}\n' };
    await expect(lab.gradeJob([starter], hiddenPart(files, ['TestX']), asProcesses(starter))).resolves.toMatchObject({
      kind: 'faulted',
      reason: expect.stringContaining('imports zmod/sum/internal/peer'),
    });
  });

  it('[X6] read the workspace, hidden ones all but its code', async () => {
    await gradeAs({ TestManifest: 'passed', TestNoSources: 'passed' }, starter);
    const visible = { ...starter, 'manifests_test.go': hidden['manifests_test.go'] ?? '' };
    const ending = await lab.run(visible, asProcesses(visible));
    // Nothing of vet's: it knows the module that they import.
    expect(ending).toMatchObject({ kind: 'ran', diagnostics: [{ tool: 'test' }, { tool: 'test' }] });
    expect(ending).toMatchObject({
      tests: [{ name: 'TestManifest', status: 'passed' }, { name: 'TestNoSources', status: 'failed' }, { name: 'TestNode' }],
    });
  });

  it('[X5] pass on one’s own machine, where nobody says where the programs are', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'twohours-processes-'));
    try {
      await cp(join(FOLDER, 'starter'), folder, { recursive: true });
      for (const name of ['manifests_test.go', 'nodes_test.go', 'programs_test.go']) await cp(join(FOLDER, 'hidden', name), join(folder, name));
      // The image has the standard library built with -race only; building it without takes a minute.
      const options = ['--rm', '--network=none', '--env=GOFLAGS=-trimpath -race', `--volume=${folder}:/src:ro`, '--workdir=/src'];
      const image = `${process.env['SANDBOX_IMAGE'] ?? ''}-go`;
      const { stdout } = await promisify(execFile)('docker', [
        'run',
        ...options,
        image,
        'go',
        'test',
        '-count=1',
        '-run',
        'TestThreeNodes|TestManifest',
        './...',
      ]);
      expect(stdout).toMatch(/^ok\s+zmod\/sum\s/m);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
