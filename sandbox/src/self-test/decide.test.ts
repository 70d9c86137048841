import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { PROBE_CLASSES } from './probes.ts';
import { sentencesOf, type ProbeResult } from './result.ts';
import { UNDER_RUNSC } from './testing/under-runsc.ts';

const STRICT = { runtime: undefined, allowsUnlimitedRunsc: false };
const all = (change: Partial<Record<string, ProbeResult['held']>> = {}): ProbeResult[] =>
  PROBE_CLASSES.map((of) => ({ class: of, tried: 'it', must: 'be held', seen: 'something', held: change[of] ?? 'held' }));
const failed = (...given: Parameters<typeof decide>) => decide(...given).failed.map((result) => result.class);

describe('whether candidates’ code may be executed', () => {
  it('[ST1] only when every class was tried and held', () => {
    expect(decide(all(), STRICT)).toEqual({ state: 'passed', failed: [], tolerated: [] });
    expect(failed(all({ kernel: 'not-held' }), STRICT)).toEqual(['kernel']);
    expect(failed(all({ races: 'untried' }), STRICT)).toEqual(['races']);
    expect(failed(all().slice(1), STRICT)).toEqual(['hand-in']);
    expect(decide([], STRICT).state).toBe('failed');
  });

  it('[ST2] gVisor that cannot use cgroups is refused by the names of what it was seen not to hold', () => {
    expect(failed(UNDER_RUNSC, { runtime: 'runsc', allowsUnlimitedRunsc: false })).toEqual(['memory', 'processes']);
  });

  it('[ST3] two classes, memory and processes, may be let pass for gVisor, and are told', () => {
    const lenient = { runtime: 'runsc', allowsUnlimitedRunsc: true };
    const decision = decide(UNDER_RUNSC, lenient);
    expect(decision).toMatchObject({ state: 'passed', tolerated: [{ class: 'memory' }, { class: 'processes' }] });
    expect(failed(all({ memory: 'not-held', secrets: 'not-held' }), lenient)).toEqual(['secrets']);
    // Of the engine's own runtime nothing is let pass, and what was not tried is not known to be only unlimited.
    expect(failed(all({ memory: 'not-held' }), { runtime: undefined, allowsUnlimitedRunsc: true })).toEqual(['memory']);
    expect(failed(all({ memory: 'untried' }), lenient)).toEqual(['memory']);
  });

  it('[ST4] a failure is one sentence with its class, what was tried, what must happen and what was seen; a common cause is one for all', () => {
    const bad = UNDER_RUNSC.filter((result) => result.held === 'not-held');
    expect(sentencesOf(bad)).toEqual([
      'memory is not held: it. Must happen: be held. Seen: 256 MiB could be used.',
      'processes is not held: it. Must happen: be held. Seen: 128 threads could be started.',
    ]);
    expect(sentencesOf(all({ kernel: 'untried', files: 'untried', time: 'not-held' }).filter((result) => result.held !== 'held'))).toEqual([
      'files, kernel: none could be tried. Seen: something.',
      'time is not held: it. Must happen: be held. Seen: something.',
    ]);
  });
});
