import { beforeEach, describe, expect, it } from 'vitest';
import type { Availability } from './availability.ts';
import { PROBE_CLASSES, type ProbeClass } from './self-test/probes.ts';
import type { ProbeResult } from './self-test/result.ts';
import type { SelfTestReport } from './self-test/self-test.ts';
import { StandingKeeper } from './standing.ts';

const GONE: Availability = { state: 'unavailable', reason: 'no engine' };
const there = (compile = 'c1'): Availability => ({ state: 'ready', images: { compile, run: 'r1' } });
const HOUR_MS = 3_600_000;

let now: number;
let found: Availability;
let tests: { end(held: Partial<Record<ProbeClass, ProbeResult['held']>>): void }[];
let ended: Promise<void>[];
let keeper: StandingKeeper;
let logged: string[];

beforeEach(() => {
  now = 0;
  found = there();
  tests = [];
  logged = [];
  ended = [];
  let tell = Promise.withResolvers<void>();
  keeper = new StandingKeeper({
    clock: { monotonicMs: () => now },
    find: async () => found,
    test: async () => {
      const report = Promise.withResolvers<SelfTestReport>();
      tell = Promise.withResolvers();
      ended.push(tell.promise);
      const end = (held: Partial<Record<ProbeClass, ProbeResult['held']>>) => {
        const results = PROBE_CLASSES.map((of) => ({ class: of, tried: 'it', must: 'hold', seen: 'something', held: held[of] ?? ('held' as const) }));
        report.resolve({ results, handIn: 'bind', tookMs: 1 });
      };
      tests.push({ end });
      return report.promise;
    },
    leniency: { runtime: undefined, allowsUnlimitedRunsc: false },
    log: { info: () => undefined, warn: () => undefined, error: (...said: readonly unknown[]) => void logged.push(String(said.at(-1))) },
    onTested: () => tell.resolve(),
  });
});

/** The self-test that is under way comes to this. */
async function finish(held: Partial<Record<ProbeClass, ProbeResult['held']>> = {}) {
  tests.at(-1)?.end(held);
  await ended.at(-1);
}
const state = async () => (await keeper.look()).state;

describe('whether jobs are taken', () => {
  it('[W9] not before a self-test has passed, and not after one has failed until another has passed', async () => {
    expect(await keeper.look()).toMatchObject({ state: 'unavailable', reason: expect.stringContaining('checking') });
    expect(keeper.selfTest).toEqual({ state: 'running', failed: [], tolerated: [] });
    await finish({ kernel: 'not-held' });
    expect(await keeper.look()).toMatchObject({ state: 'unavailable', reason: expect.stringContaining('not sealed well enough') });
    expect(keeper.selfTest).toEqual({ state: 'failed', failed: ['kernel'], tolerated: [] });
    expect(logged).toEqual(['self-test: kernel is not held: it. Must happen: hold. Seen: something.']);
    now += 60_000;
    expect(await state()).toBe('unavailable');
    await finish();
    expect(await keeper.look()).toEqual({ state: 'ready', images: { compile: 'c1', run: 'r1' }, handIn: 'bind' });
    expect(tests).toHaveLength(2);
  });

  it('[W10] every hour anew, while jobs go on, and at once after an outage or with other images', async () => {
    await keeper.look();
    await finish();
    now += HOUR_MS - 1;
    expect([await state(), tests.length]).toEqual(['ready', 1]);
    now += 1;
    expect([await state(), tests.length]).toEqual(['ready', 2]);
    await finish();
    found = GONE;
    expect(await keeper.look()).toEqual(GONE);
    found = there();
    expect([await state(), tests.length]).toEqual(['unavailable', 3]);
    await finish();
    expect(await state()).toBe('ready');
    found = there('c2');
    expect([await state(), tests.length]).toEqual(['unavailable', 4]);
    await finish({ memory: 'not-held' });
    expect(await state()).toBe('unavailable');
  });

  it('[W11] an engine that went away meanwhile is no failed self-test, and what it passed before counts for nothing', async () => {
    await keeper.look();
    found = GONE;
    await finish({ network: 'untried' });
    expect(keeper.selfTest.state).toBe('running');
    expect(await keeper.look()).toEqual(GONE);
    found = there();
    await keeper.look();
    found = GONE;
    await keeper.look();
    found = there();
    await finish();
    expect([await state(), tests.length]).toEqual(['unavailable', 3]);
    await finish();
    expect(await state()).toBe('ready');
    expect(logged).toEqual([]);
  });

  it('[W12] a repetition that could not try everything counts only when the next cannot either', async () => {
    await keeper.look();
    await finish();
    for (const [held, expected] of [
      [{ races: 'untried' }, 'ready'],
      [{}, 'ready'],
      [{ races: 'untried' }, 'ready'],
      [{ races: 'untried' }, 'unavailable'],
      [{}, 'ready'],
      [{ races: 'untried', files: 'not-held' }, 'unavailable'],
    ] as const) {
      now += HOUR_MS;
      await keeper.look();
      await finish(held);
      expect(await state()).toBe(expected);
    }
  });
});
