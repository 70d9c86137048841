import { isGvisor } from '@twohours/sandbox/runtimes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCases, type Case } from './case.ts';
import { chosenClasses, CLASSES, whyNot } from './classes.ts';
import { HONEST } from './honest.ts';
import { Lanes } from './lanes.ts';
import { lingering } from './lingering.ts';
import { runPair } from './pair.ts';
import { Times } from './times.ts';
import { complaints, indecencies, shownOf, undeserved, type Told } from './told.ts';

const runtime = process.env['HOSTILE_RUNTIME'];
const times = new Times();
let lanes: Lanes;
beforeAll(async () => {
  lanes = await Lanes.open(runtime);
});
afterAll(async () => {
  process.stdout.write(times.table());
  await lanes.close();
});

let count = 0;
const chosen = chosenClasses(process.env).map((name) => {
  const cases = loadCases(name).map((each) => ({ ...each, number: count++ }));
  const reason = whyNot(name, runtime);
  return { name, cases, reason, title: reason === undefined ? name : `${name}: ${reason}` };
});

describe.each(chosen)('$title', ({ name, cases, reason }) => {
  it(`[H1] has ${CLASSES[name]} programs at least`, () => {
    expect(cases.length).toBeGreaterThanOrEqual(CLASSES[name]);
  });

  it.skipIf(reason !== undefined).concurrent.each(cases)('[H2] $name: $tries', async (hostile) => {
    await lanes.with(hostile.number, async (lab) => {
      const started = performance.now();
      // Runs and gradings alternate within each lane.
      const told = await runPair(lab, hostile, hostile.number % 4 < 2 ? 'run' : 'grade');
      const left = await lingering(lab);
      times.add(name, hostile.name, performance.now() - started);
      expect(judge(hostile, told), account(hostile, told)).toEqual([]);
      expect(told.honest, 'the honest program beside it').toEqual(HONEST);
      expect(left, 'what is left of them').toEqual([]);
    });
  });
});

/** Where gVisor's own kernel answers, a program may come to another end, but to nothing that it did not deserve. */
function judge(hostile: Case, told: Told): string[] {
  if (!isGvisor(runtime) || hostile.gvisor === undefined) return complaints(hostile, told);
  return [...undeserved(hostile, told), ...indecencies(hostile, told)];
}

function account(hostile: Case, told: Told): string {
  return `${hostile.class}/${hostile.name} ended as ${JSON.stringify(told.ending).slice(0, 2_000)}\nand said:\n${shownOf(told).slice(0, 2_000)}\n`;
}
