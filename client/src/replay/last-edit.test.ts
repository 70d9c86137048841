import { filesOf } from '@twohours/wire/workspace';
import type { RecordedEntry } from '@twohours/wire/recording';
import { Replay } from '@twohours/wire/replay';
import { aRecording, starter } from '@twohours/wire/testing/recordings';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastPut, putInLine } from './last-edit.ts';

test('[BP2] what the last edit put in is what is marked, line by line', () => {
  fc.assert(
    fc.property(aRecording, (entries) => {
      const replay = new Replay(starter, entries);
      for (const [index, { event }] of replay.events.entries()) {
        const edit = event as Extract<RecordedEntry['events'][number], { kind: 'edit' }>;
        if (edit.kind !== 'edit') continue;
        const text = replay.workspaceAfter(index + 1).get(edit.f)?.text ?? '';
        const put = lastPut({ replay }, index + 1, edit.f, text);
        const marked = text.split('\n').flatMap((line, at) => {
          const part = putInLine(put, at, line.length);
          return part ? [line.slice(part.from, part.to)] : [];
        });
        expect(marked.join('')).toBe(edit.s.replaceAll('\n', ''));
        expect(lastPut({ replay }, index + 1, 'another', text)).toBeUndefined();
      }
      expect(Object.keys(filesOf(replay.workspaceAfter(0)))).toHaveLength(3);
    }),
  );
});

test('[BP2] an edit over several lines is marked in each', () => {
  const edit: RecordedEntry = { v: 1, at: 1, events: [{ kind: 'edit', f: 's2', o: 3, d: 0, s: 'x\n\nyz', ago: 0 }] };
  const put = lastPut({ replay: new Replay(starter, [edit]) }, 1, 's2', 'pacx\n\nyzkage x\n');
  expect([0, 1, 2, 3].map((line) => putInLine(put, line, 4))).toEqual([{ from: 3, to: 4 }, { from: 0, to: 4 }, { from: 0, to: 2 }, undefined]);
});
