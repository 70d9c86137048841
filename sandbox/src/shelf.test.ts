import { expect, it } from 'vitest';
import { Shelf, type Prepared } from './shelf.ts';

class Thing implements Prepared {
  readonly ready = Promise.resolve();
  isWaiting = true;
  name = 'waiting';
  isDiscarded = false;
  readonly kind: string;
  constructor(kind: string) {
    this.kind = kind;
  }
  assign(name: string): void {
    this.name = name;
  }
  discard(): void {
    this.isDiscarded = true;
  }
}

function shelf(options: { size?: number; kinds?: number } = {}) {
  const clock = { now: 0, monotonicMs: () => clock.now };
  const things: Thing[] = [];
  const made = (kind: string) => () => {
    const thing = new Thing(kind);
    things.push(thing);
    return thing;
  };
  const it = new Shelf<Thing>({ clock, size: 2, kinds: 2, maxAgeMs: 1_000, ...options });
  return { clock, things, take: (kind: string, name: string) => it.take(kind, made(kind), name), add: () => it.add(), clear: () => it.clear() };
}

it('[L1] makes ahead what was asked for, and hands out each once, under its new name', () => {
  const { take, add, things } = shelf();
  expect(add()).toBeUndefined();
  expect(take('a', 'job-1')).toBeUndefined();
  add();
  add();
  expect(add()).toBeUndefined();
  expect([take('a', 'job-2'), take('a', 'job-3')]).toEqual([things[0], things[1]]);
  expect(things.map(({ name }) => name)).toEqual(['job-2', 'job-3']);
  expect(take('a', 'job-4')).toBeUndefined();
});

it('[L2] hands out nothing that went away while it waited, or waited too long', () => {
  const { take, add, things, clock } = shelf({ size: 3 });
  take('a', 'x');
  for (let count = 0; count < 3; count += 1) add();
  const [gone] = things;
  if (gone) gone.isWaiting = false;
  expect(take('a', 'job-1')).toBe(things[1]);
  clock.now = 1_000;
  expect(take('a', 'job-2')).toBeUndefined();
  expect(things.map(({ isDiscarded }) => isDiscarded)).toEqual([true, false, true]);
});

it('[L3] keeps the kinds that were asked for last', () => {
  const { take, add, things } = shelf({ size: 1 });
  take('a', 'x');
  add();
  take('b', 'x');
  add();
  take('c', 'x');
  add();
  expect(things.map(({ kind, isDiscarded }) => [kind, isDiscarded])).toEqual([
    ['a', true],
    ['b', false],
    ['c', false],
  ]);
  expect(take('b', 'job')).toBe(things[1]);
});
