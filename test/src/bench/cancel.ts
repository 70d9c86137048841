import { Desk } from './desk.ts';
import { calm } from './machine.ts';
import { heldAs, HOLDING, HOLDS, holdTest, type Hold } from './probes.ts';
import { EDITED, type Program } from './programs.ts';
import type { Stack } from './stack.ts';

/** From the click on Cancel to the page saying that the run was cancelled, of programs that would never end. */
export async function measureCancel(stack: Stack, program: Program, rounds: number): Promise<Map<Hold, number[]>> {
  const module = /^module (\S+)/m.exec(program.files['go.mod'] ?? '')?.[1] ?? '';
  const first = heldAs(program.package, HOLDS[0], 0);
  const desk = await Desk.open(stack, program.exercise, { ...program.files, ...holdTest(program.package, module), [EDITED]: first });
  const times = new Map<Hold, number[]>(HOLDS.map((hold) => [hold, []]));
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const hold = HOLDS[round % HOLDS.length] ?? HOLDS[0];
      await desk.edit(heldAs(program.package, hold, round));
      await calm();
      const { watched } = await desk.press({ cancelAt: HOLDING });
      const status = watched.shown.at(-1)?.status ?? '';
      if (watched.cancelledAt === undefined || !status.startsWith('You cancelled this run')) throw new Error(`${hold} was not cancelled: ${status}`);
      times.get(hold)?.push(watched.endedAt - watched.cancelledAt);
    }
  } finally {
    await desk.close();
  }
  return times;
}
