import { Crowd } from './crowd.ts';
import { calm } from './machine.ts';
import { FLOOD_LINE, floodTest, nanosToMs } from './probes.ts';
import type { Program } from './programs.ts';
import type { Stack } from './stack.ts';
import { readStory, type Told } from './story.ts';

export interface Flood {
  /** To the end of the program's container, as the engine has it. */
  readonly toDeathMs: number;
  /** To the last thing that the sandbox said of the run. */
  readonly toLastEventMs: number;
}

/**
 * From the cap being reached to the end. The program writes its clock into every line, and of what it prints the last that
 * the sandbox took in is kept: the clock in the last line is when the program wrote what reached the cap, which is before
 * the sandbox saw it. When it died the engine tells by itself. So nothing has to be built into the sandbox for this.
 */
export async function measureFlood(stack: Stack, program: Program, rounds: number): Promise<Flood[]> {
  const { Id: runImage } = await stack.docker.getImage(`${stack.image}-run`).inspect();
  const crowd = await Crowd.gather(stack, program, 1, floodTest(program.package));
  const [candidate] = crowd.members;
  if (!candidate) throw new Error('nobody came');
  const floods: Flood[] = [];
  try {
    for (let round = 0; round <= rounds; round += 1) {
      await crowd.edit(round);
      await calm();
      const before = stack.events.all.length;
      const { run } = await crowd.press(candidate);
      const { state } = run;
      if (state.phase !== 'ended' || state.ending.kind !== 'ran' || state.ending.outcome.kind !== 'too-much-output')
        throw new Error(`a flood ended otherwise: ${JSON.stringify(state)}`);
      const story = await readStory(stack, run);
      const capAt = lastClock(story);
      const death = await stack.events.next(before, ({ action, image }) => action === 'die' && image === runImage);
      if (round > 0) floods.push({ toDeathMs: death.at - capAt, toLastEventMs: (story.at(-1)?.at ?? Number.NaN) - capAt });
    }
  } finally {
    crowd.leave();
  }
  return floods;
}

function lastClock(story: readonly Told[]): number {
  const text = story.map(({ event }) => (event.type === 'output' ? event.text : '')).join('');
  const last = [...text.matchAll(FLOOD_LINE)].at(-1)?.[1];
  if (last === undefined) throw new Error('nothing of the flood was kept');
  return nanosToMs(last);
}
