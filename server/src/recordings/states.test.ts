import { newId } from '@twohours/wire/id';
import type { RecordedEntry } from '@twohours/wire/recording';
import { describe, expect, it } from 'vitest';
import { earlierMoments, entriesOfSubmission, submittedFiles } from './states.ts';

const starter = { 'main.go': 'package main\n' };

function typed(at: number, seq: number, text: string): RecordedEntry {
  return { v: 1, at, seq, epoch: 1, events: [{ kind: 'edit', f: 's0', o: 0, d: 0, s: text, ago: 0 }] };
}
const closed = (at: number): RecordedEntry => ({ v: 1, at, events: [{ kind: 'closed', by: 'candidate' }] });
const ran = (at: number, run: `run_${string}`): RecordedEntry => ({ v: 1, at, events: [{ kind: 'run-started', run }] });

describe('submissions', () => {
  const entries = [typed(10, 1, 'a'), closed(20), typed(30, 2, 'b'), closed(40)];

  it('[R1] a submission is what stood before its own closing', () => {
    expect(submittedFiles(starter, entries, 1)['main.go']).toBe('apackage main\n');
    expect(submittedFiles(starter, entries, 2)['main.go']).toBe('bapackage main\n');
  });

  it('[R1] while an attempt is open, everything belongs to the submission to come', () => {
    expect(entriesOfSubmission([...entries, typed(50, 3, 'c')], 3)).toHaveLength(5);
  });
});

describe('earlier states', () => {
  it('[R3] are the pauses of typing, latest first', () => {
    const entries = [typed(1_000, 1, 'a'), typed(1_200, 2, 'b'), typed(9_000, 3, 'c'), typed(20_000, 4, 'd')];
    expect(earlierMoments(entries, new Set())).toEqual([9_000, 1_200]);
  });

  it('[R3] end with the latest run that is known to have compiled', () => {
    const good = newId('run');
    const bad = newId('run');
    const entries = [typed(1_000, 1, 'a'), ran(5_000, good), typed(9_000, 2, 'b'), ran(12_000, bad), typed(20_000, 3, 'c')];
    expect(earlierMoments(entries, new Set([good]))).toEqual([12_000, 5_000]);
  });

  it('[R3] are forty at most, and the known one stays among them', () => {
    const good = newId('run');
    const many = Array.from({ length: 100 }, (_, index) => typed(10_000 + index * 5_000, index + 1, 'x'));
    const moments = earlierMoments([ran(1, good), ...many], new Set([good]));
    expect(moments).toHaveLength(40);
    expect(moments.at(-1)).toBe(1);
  });
});
