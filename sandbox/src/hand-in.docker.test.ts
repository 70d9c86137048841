import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HandIn } from './hand-in.ts';
import { HandInFolders } from './hand-in-folder.ts';
import { HandInVolumes } from './hand-in-volume.ts';
import { hiddenPart } from './testing/exercise.ts';
import { Lab, outputOf, statuses } from './testing/lab.ts';

const HIDDEN = hiddenPart(
  { 'sum_test.go': 'package sum_test\n\nimport (\n\t"testing"\n\t"zmod/sum"\n)\n\nfunc TestSees(t *testing.T) { sum.Look(t.Fatal) }\n' },
  ['TestSees'],
);

const LOOK = `package sum

import (
	"os"
	"path/filepath"
)

// Look tells whatever can be read or changed of what was handed in.
func Look(tell func(...any)) {
	if text, err := os.ReadFile("/job/t"); err == nil { tell("it reads itself", len(text)) }
	if os.WriteFile("/job/mine", nil, 0o600) == nil || os.Remove("/job/t") == nil || os.Chmod("/job/t", 0o755) == nil { tell("it writes") }
	if found, _ := filepath.Glob("/job/*"); len(found) > 2 { tell("there is more", found) }
	if link, err := os.Stat("/job/t"); err != nil || link.Mode().Perm() != 0o711 { tell("it is not what it should be", err) }
}
`;

describe.each(['bind', 'volume'] as const)('by %s', (handIn) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.open({ handIn });
  });
  afterAll(async () => {
    const left = await lab.containers();
    await lab.close();
    expect(left).toBe(0);
  });

  it('[H1] programs and the files beside them reach a run, whole and in the right place', async () => {
    const test = `package sum

import (
	"os"
	"testing"
)

func TestFiles(t *testing.T) {
	text, err := os.ReadFile("testdata/deep/numbers.txt")
	if err != nil || string(text) != "1 2 3" { t.Fatal(string(text), err) }
	if os.WriteFile("testdata/more.txt", nil, 0o600) == nil { t.Fatal("it writes") }
}
`;
    const files = { 'sum.go': 'package sum\n', 'sum_test.go': test, 'testdata/deep/numbers.txt': '1 2 3' };
    await expect(lab.run(files)).resolves.toMatchObject({ kind: 'ran', outcome: { kind: 'exited', exitCode: 0 }, tests: [{ status: 'passed' }] });
  });

  it('[H2] a hidden program can be executed, and neither read nor changed', async () => {
    const ending = await lab.grade({ 'sum.go': LOOK }, HIDDEN, { sealed: { imports: ['os', 'path/filepath'] } });
    expect(statuses(ending)).toEqual({ TestSees: 'passed' });
    expect(outputOf(ending, 'TestSees')).not.toContain('it reads');
  });
});

/** Both ways as a worker that is gone, with one place made, and as another that is there. */
async function abandoned(kind: HandIn['kind']) {
  const lab = await Lab.open();
  const dir = await mkdtemp(join(tmpdir(), 'twohours-hand-in-'));
  const instance = `lab-${lab.deps.worker}`;
  const { engine, images } = lab.deps;
  const as = (worker: string) => (kind === 'bind' ? new HandInFolders(dir, worker) : new HandInVolumes({ engine, instance, worker }));
  const list = async () => {
    if (kind === 'bind') return readdir(join(dir, 'programs')).catch(() => []);
    const { Volumes: volumes } = await engine.docker.listVolumes({ filters: { label: [`twohours.instance=${instance}`] } });
    return volumes.map((volume) => volume.Labels['twohours.worker']);
  };
  const close = async () => {
    await lab.close();
    await rm(dir, { recursive: true, force: true });
  };
  return { gone: as('gone'), here: as('here'), list, close, image: images.run };
}

describe.each(['bind', 'volume'] as const)('what a worker left, by %s', (kind) => {
  it('[H3] is swept once it is gone, and nothing else is', async () => {
    const { gone, here, list, close, image } = await abandoned(kind);
    const content = { programs: { t: Buffer.from('x') }, areSecret: true };
    await (await gone.make(image)).put(content);
    const place = await here.make(image);
    await place.put(content);
    await here.sweep(new Set(['here', 'gone']));
    await expect(list().then((found) => new Set(found))).resolves.toEqual(new Set(['gone', 'here']));
    await here.sweep(new Set(['here']));
    await expect(list()).resolves.toEqual(['here']);
    await place.remove();
    await here.removeAll();
    await expect(list()).resolves.toEqual([]);
    await close();
  });
});
