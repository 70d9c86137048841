import { z } from 'zod';

/** What one run of the tests took, and how much of that the tests themselves did. */
export interface Timed {
  readonly totalMs: number;
  readonly testsMs: number;
}

const LineSchema = z.object({ Time: z.string().optional(), Action: z.string(), Test: z.string().optional() });

const DAY_MS = 24 * 3_600_000;

/** Of the day, with all its decimals. */
function timeOfDayMs(text: string): number {
  const [, hours, minutes, seconds] = /T(\d\d):(\d\d):(\d\d(?:\.\d+)?)/.exec(text) ?? [];
  if (seconds === undefined) throw new Error(`not a time: ${text}`);
  return (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
}

/** From the first test's beginning to the last one's end, as `go test -json` saw it: however they overlapped. */
export function testsMsOf(output: string): number {
  const times = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => LineSchema.parse(JSON.parse(line)))
    .filter((line) => line.Test !== undefined && line.Action !== 'output' && line.Time !== undefined)
    .map((line) => timeOfDayMs(line.Time ?? ''));
  const [first] = times;
  const last = times.at(-1);
  if (first === undefined || last === undefined) throw new Error(`no test began:\n${output.slice(-2_000)}`);
  return last >= first ? last - first : last - first + DAY_MS;
}
