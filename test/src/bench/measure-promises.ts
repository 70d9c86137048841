import { part } from './bars.ts';
import { measureCancel } from './cancel.ts';
import { measureFlood } from './flood.ts';
import type { Parts } from './measure-program.ts';
import type { Program } from './programs.ts';
import { say } from './say.ts';
import type { Stack } from './stack.ts';
import { spread } from './statistics.ts';

/** What must never take longer: their p95 is held against the bar. */
export async function measurePromises(stack: Stack, program: Program, rounds: number): Promise<Parts> {
  say(`cancelling, ${rounds} times`);
  const cancels = await measureCancel(stack, program, rounds);
  const all = spread([...cancels.values()].flat());
  const byProgram = Object.fromEntries([...cancels].filter(([, times]) => times.length > 0).map(([hold, times]) => [hold, spread(times)]));
  say(`floods, ${rounds} times`);
  const floods = await measureFlood(stack, program, rounds);
  const toDeath = spread(floods.map(({ toDeathMs }) => toDeathMs));
  const toLastEvent = spread(floods.map(({ toLastEventMs }) => toLastEventMs));
  // The run has ended when both are over.
  const toEnd = spread(floods.map(({ toDeathMs, toLastEventMs }) => Math.max(toDeathMs, toLastEventMs)));
  return {
    cancelMs: part('cancelMs', all, { all, ...byProgram }),
    floodKillMs: part('floodKillMs', toEnd, { toEnd, toDeath, toLastEvent }),
  };
}
