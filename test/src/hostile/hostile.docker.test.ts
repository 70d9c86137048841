import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCases, type Case } from './case.ts';
import { chosenClasses, CLASSES } from './classes.ts';
import { HONEST } from './honest.ts';
import { Lanes } from './lanes.ts';
import { lingering } from './lingering.ts';
import { runPair } from './pair.ts';
import { Times } from './times.ts';
import { complaints, shownOf } from './told.ts';

let lanes: Lanes;
const times = new Times();
beforeAll(async () => {
  lanes = await Lanes.open();
});
afterAll(async () => {
  process.stdout.write(times.table());
  await lanes.close();
});

const chosen = chosenClasses(process.env).map((name) => ({ name, cases: loadCases(name) }));

describe.each(chosen)('$name', ({ name, cases }) => {
  it(`[H1] has ${CLASSES[name]} programs at least`, () => {
    expect(cases.length).toBeGreaterThanOrEqual(CLASSES[name]);
  });

  it.concurrent.each(cases.map((each, index) => ({ ...each, index })))('[H2] $name: $tries', async (hostile) => {
    await lanes.with(async (lab) => {
      const started = performance.now();
      const told = await runPair(lab, hostile, hostile.index % 2 === 0 ? 'run' : 'grade');
      const left = await lingering(lab);
      times.add(name, hostile.name, performance.now() - started);
      expect(complaints(hostile, told), account(hostile, told)).toEqual([]);
      expect(told.honest, 'the honest program beside it').toEqual(HONEST);
      expect(left, 'what is left of them').toEqual([]);
    });
  });
});

function account(hostile: Case, told: Parameters<typeof complaints>[1]): string {
  return `${hostile.class}/${hostile.name} ended as ${JSON.stringify(told.ending).slice(0, 2_000)}\nand said:\n${shownOf(told).slice(0, 2_000)}\n`;
}
