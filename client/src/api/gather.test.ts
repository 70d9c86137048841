import { expect, test } from 'vitest';
import { gather } from './gather.ts';

/** Sleeps until it is told to wake up. */
function sleeper() {
  const asleep: (() => void)[] = [];
  const sleep = () => new Promise<void>((wake) => void asleep.push(wake));
  const wake = async () => {
    asleep.splice(0).forEach((each) => each());
    await Promise.resolve();
  };
  return { sleep, wake, count: () => asleep.length };
}

test('[UI12] many notices of the same are passed on once', async () => {
  const clock = sleeper();
  const passed: string[][] = [];
  const tell = gather<string>(300, clock, (things) => passed.push([...things]));
  for (let n = 0; n < 100; n++) tell(n % 2 === 0 ? 'invitations' : 'result');
  expect(clock.count()).toBe(1);
  await clock.wake();
  expect(passed).toEqual([['invitations', 'result']]);
});

test('[UI12] what comes after one passing is not lost', async () => {
  const clock = sleeper();
  const passed: string[][] = [];
  const tell = gather<string>(300, clock, (things) => passed.push([...things]));
  tell('a');
  await clock.wake();
  tell('a');
  await clock.wake();
  expect(passed).toEqual([['a'], ['a']]);
});
