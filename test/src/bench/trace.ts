import type { Desk } from './desk.ts';
import { calm } from './machine.ts';
import { phasesOf, type Beside, type Phases } from './phases.ts';
import { editOf, type Program } from './programs.ts';
import type { Stack } from './stack.ts';
import { spread, type Spread } from './statistics.ts';
import { mustHavePassed, readStory } from './story.ts';
import { ToolWatch } from './tool-watch.ts';

type Traced = { phases: Phases; beside: Beside };

/** Medians in milliseconds; null where this machine does not see the containers' processes. */
export interface Trace {
  readonly edited: Record<string, Spread> | null;
  readonly sameFiles: Record<string, Spread> | null;
}

/** Rounds like those that are measured, with somebody watching the machine's processes. */
export async function traceRuns(stack: Stack, program: Program, desk: Desk, rounds: number): Promise<Trace> {
  const edited: Traced[] = [];
  const same: Traced[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await desk.edit(editOf(program, 1_000 + round));
    edited.push(...(await traced(stack, desk)));
    same.push(...(await traced(stack, desk)));
  }
  return { edited: spreads(edited), sameFiles: spreads(same) };
}

async function traced(stack: Stack, desk: Desk): Promise<Traced[]> {
  const filters = { label: [`twohours.instance=${stack.sandboxInstance}`] };
  const there = (await stack.docker.listContainers({ all: true, filters })).map(({ Id: container }) => ({ container }));
  await calm();
  const watch = new ToolWatch();
  const pressed = await desk.press();
  const seen = await watch.stop();
  mustHavePassed(pressed.run);
  // Of this stack only: another sandbox of this engine may be at work as well.
  const ours = new Set([...there, ...stack.events.all].map(({ container }) => container));
  const own = seen.filter(({ container }) => ours.has(container));
  return [phasesOf(pressed, await readStory(stack, pressed.run), own)].filter((each) => each !== undefined);
}

function spreads(all: readonly Traced[]): Record<string, Spread> | null {
  const [first] = all;
  if (!first) return null;
  const flat = all.map(({ phases, beside }): Record<string, number> => ({ ...phases, ...beside }));
  return Object.fromEntries(Object.keys(flat[0] ?? {}).map((name) => [name, spread(flat.map((each) => each[name] ?? Number.NaN))]));
}
