import { Desk } from './desk.ts';
import { calm } from './machine.ts';
import { clockTest, CLOCK_LINE, nanosToMs } from './probes.ts';
import { EDITED, editOf, type Program } from './programs.ts';
import type { Stack } from './stack.ts';

/** From the program's own clock in each line it prints to that line standing on the page. Both are this machine's clock. */
export async function measureOutputLag(stack: Stack, program: Program, lines: number): Promise<number[]> {
  // The first lines carry the program's start.
  const files = { ...program.files, [EDITED]: editOf(program, 1), ...clockTest(program.package, lines + 1) };
  const desk = await Desk.open(stack, program.exercise, files);
  try {
    await calm();
    const { watched } = await desk.press({ find: CLOCK_LINE });
    const lags = watched.found.map(({ at, text }) => at - nanosToMs(text.split(' ')[1] ?? ''));
    if (lags.length !== lines + 1) throw new Error(`${lags.length} of ${lines + 1} lines came to the page`);
    return lags.slice(1);
  } finally {
    await desk.close();
  }
}
