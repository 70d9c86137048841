import { expect, it } from 'vitest';
import { testsMsOf } from './go-test-output.ts';

const line = (time: string, Action: string, Test?: string) =>
  JSON.stringify({ Time: `2026-11-22T${time}Z`, Action, Package: 'p', ...(Test && { Test }) });

it("[BE8] the tests' own time is from the first one's beginning to the last one's end, overlapping or not", () => {
  const output = [
    line('10:00:00.1', 'start'),
    line('10:00:00.25', 'run', 'TestA'),
    line('10:00:00.251', 'run', 'TestB'),
    line('10:00:01.25', 'pass', 'TestB'),
    line('10:00:01.3505', 'pass', 'TestA'),
    line('10:00:02.4', 'output'),
    line('10:00:02.4', 'pass'),
  ];
  expect(testsMsOf(output.join('\n'))).toBeCloseTo(1_100.5, 3);
  expect(testsMsOf([line('23:59:59.9', 'run', 'T'), line('00:00:00.4', 'pass', 'T')].join('\n'))).toBeCloseTo(500, 3);
  expect(() => testsMsOf(line('10:00:00.1', 'start'))).toThrow(/no test began/);
});
