import type { JobEvent, JobEventEntry } from '@twohours/wire/job';
import type { RunView } from '@twohours/wire/run';
import { describe, expect, it } from 'vitest';
import { emptyPicture, pictureOf, withEnding, withEntries, withPlace, type RunPicture } from './run-picture.ts';

const queued: RunView = { id: 'run_0123456789abcdefghijkl', number: 3, atMs: 0, state: { phase: 'queued' } };
const phases = { waitMs: 0, compileMs: 0, runMs: 0, totalMs: 0 };

function entries(events: readonly JobEvent[], from = 1, attempt = 1): JobEventEntry[] {
  return events.map((event, index) => ({ try: attempt, n: from + index, atMs: 0, event }));
}
const test = (name: string, status: 'running' | 'passed' | 'failed'): JobEvent => ({
  type: 'test',
  test: { package: '', name, status, elapsedMs: 5 },
});
const print = (text: string, name?: string): JobEvent => ({ type: 'output', stream: 'stdout', text, ...(name ? { test: name } : {}) });

describe('the picture of a run', () => {
  it('[P1] follows the run from the queue to its tests', () => {
    const shown = [3, 2].reduce<RunPicture | undefined>(
      (picture, ahead) => picture && withPlace(picture, { try: 1, n: 0, ahead }),
      emptyPicture(queued),
    );
    expect(shown?.stage).toEqual({ kind: 'queued', ahead: 2, isAgain: false });
    const running =
      shown &&
      withEntries(
        shown,
        entries([{ type: 'picked-up' }, { type: 'compiling' }, { type: 'started' }, test('TestA', 'running'), test('TestA', 'passed')], 1),
      );
    expect(running).toMatchObject({ stage: { kind: 'running' }, tests: [{ name: 'TestA', status: 'passed' }] });
  });

  it('[P2] leaves out what it has seen, and notices what it missed', () => {
    const shown = withEntries(emptyPicture(queued), entries([print('a'), print('b')]));
    expect(shown && withEntries(shown, entries([print('b'), print('c')], 2))?.output.get('')?.text).toBe('abc');
    expect(shown && withEntries(shown, entries([print('d')], 4))).toBeUndefined();
  });

  it('[P3] starts over with a new try, and ignores what is left of the old one', () => {
    const shown = withEntries(emptyPicture(queued), entries([print('old'), test('TestA', 'failed')]));
    const again = shown && withEntries(shown, entries([{ type: 'compiling' }], 1, 2));
    expect(again).toMatchObject({ stage: { kind: 'compiling' }, tests: [], try: 2 });
    expect(again && withEntries(again, entries([print('older')], 3, 1))).toEqual(again);
  });

  it('[P3] starts over when the same try is picked up once more', () => {
    const shown = withEntries(emptyPicture(queued), entries([{ type: 'picked-up' }, print('old'), test('TestA', 'failed')]));
    const again = shown && withEntries(shown, entries([{ type: 'picked-up' }, print('new')], 4));
    expect(again).toMatchObject({ stage: { kind: 'preparing' }, tests: [] });
    expect(again?.output.get('')?.text).toBe('new');
  });

  it('[P7] a place is forgotten as soon as something has happened since, and asked for where something was missed', () => {
    const shown = withEntries(emptyPicture(queued), entries([{ type: 'picked-up' }, { type: 'compiling' }])) ?? emptyPicture(queued);
    expect(withPlace(shown, { try: 1, n: 0, ahead: 0 })).toBe(shown);
    expect(withPlace(shown, { try: 1, n: 1, ahead: 0 })).toBe(shown);
    expect(withPlace(shown, { try: 1, n: 3, ahead: 0 })).toBeUndefined();
    // Its sandbox was told to stop and put it back.
    expect(withPlace(shown, { try: 1, n: 2, ahead: 4 })).toMatchObject({ stage: { kind: 'queued', ahead: 4, isAgain: false }, n: 2 });
  });

  it('[P8] a fault of ours starts over and says so, and what is left of the old try changes nothing', () => {
    const shown = withEntries(emptyPicture(queued), entries([{ type: 'picked-up' }, print('old')])) ?? emptyPicture(queued);
    const again = withPlace(shown, { try: 2, n: 0 });
    expect(again).toMatchObject({ stage: { kind: 'queued', ahead: undefined, isAgain: true }, try: 2, n: 0 });
    expect(again?.output.size).toBe(0);
    expect(again && withEntries(again, entries([print('older')], 3, 1))).toEqual(again);
    expect(again && withPlace(again, { try: 1, n: 2, ahead: 0 })).toBe(again);
    expect(pictureOf({ run: queued, entries: entries([print('old')]), place: { try: 2, n: 0, ahead: 1 } })).toMatchObject({
      stage: { kind: 'queued', ahead: 1, isAgain: true },
      try: 2,
    });
  });

  it('[P4] takes tests and diagnostics from the ending, which is complete', () => {
    const shown = withEntries(emptyPicture(queued), entries([test('TestA', 'running')])) ?? emptyPicture(queued);
    const diagnostic = { tool: 'race' as const, path: 'a.go', line: 3, message: 'race' };
    const ending = {
      kind: 'ran' as const,
      outcome: { kind: 'exited' as const, exitCode: 1 },
      tests: [
        { package: '', name: 'TestA', status: 'raced' as const, elapsedMs: 5 },
        { package: '', name: 'TestB', status: 'passed' as const, elapsedMs: 1 },
      ],
      diagnostics: [diagnostic],
    };
    const ended = withEnding(shown, { ...queued, state: { phase: 'ended', ending, phases } });
    expect(ended).toMatchObject({ stage: { kind: 'ended' }, tests: [{ status: 'raced' }, { name: 'TestB' }], diagnostics: [diagnostic] });
  });

  it('[P5] keeps the end of an output that is too long to read, and says how much is missing', () => {
    const shown = withEntries(emptyPicture(queued), entries([print('x'.repeat(300_000), 'TestA'), print('end', 'TestA')]));
    const output = shown?.output.get('TestA');
    expect(output?.text).toHaveLength(256 * 1024);
    expect(output?.text.endsWith('end')).toBe(true);
    expect(output?.cut).toBe(300_003 - 256 * 1024);
  });

  it('[P6] is the same whether it was watched or read later', () => {
    const all = entries([{ type: 'compiling' }, { type: 'started' }, test('TestA', 'passed'), print('hello')]);
    expect(pictureOf({ run: queued, entries: all })).toMatchObject({ n: 4, stage: { kind: 'running' } });
    expect(pictureOf({ run: queued, entries: all })).toEqual(withEntries(emptyPicture(queued), all));
    const place = { try: 1, n: 0, ahead: 2 };
    expect(pictureOf({ run: queued, entries: [], place })).toEqual(withPlace(emptyPicture(queued), place));
  });
});
