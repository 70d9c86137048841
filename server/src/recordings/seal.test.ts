import { isDeepStrictEqual } from 'node:util';
import { inflateSync, deflateSync } from 'node:zlib';
import { newId } from '@twohours/wire/id';
import { filesAt, type RecordedEntry } from '@twohours/wire/recording';
import { aRecording, starter } from '@twohours/wire/testing/recordings';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSealed, packSealed, readSealed, sealRecording, type RawEntry } from './seal.ts';

const attempt = newId('att');

const raw = (entries: readonly RecordedEntry[]): RawEntry[] => entries.map((entry) => ({ entry, text: JSON.stringify(entry) }));
const sealed = (entries: readonly RecordedEntry[]) => {
  const recording = sealRecording(attempt, starter, raw(entries));
  return { head: recording.head, blob: packSealed(recording) };
};

const isSecret = ({ events }: RecordedEntry) => events.some(({ kind }) => kind === 'granted');

/** Long enough for several keyframes. */
function typed(count: number): RecordedEntry[] {
  return Array.from({ length: count }, (_, at) => ({
    v: 1,
    at: at * 300,
    seq: at + 1,
    epoch: 1,
    events: [{ kind: 'edit', f: 's2', o: 0, d: 0, s: 'x', ago: 0 }],
  }));
}

describe('a sealed recording', () => {
  it('[SL1] holds every entry as it was, under the same head whoever seals it', () => {
    fc.assert(
      fc.property(aRecording, (entries) => {
        const { blob, head } = sealed(entries);
        expect(openSealed(blob, starter, head)).toMatchObject({ attempt, entries, withheld: 0, files: filesAt(starter, entries) });
        expect(sealed(structuredClone(entries)).head).toBe(head);
      }),
    );
  });

  it('[SL2] does not open, or not under its head, once any byte of it was changed', () => {
    fc.assert(
      // What is left of it is what was sealed, or it is refused.
      fc.property(aRecording, fc.nat(), fc.integer({ min: 1, max: 255 }), (entries, place, flip) => {
        const { blob, head } = sealed(entries);
        const changed = Buffer.from(blob);
        changed[place % blob.length] = (blob[place % blob.length] ?? 0) ^ flip;
        const opened = openSealed(changed, starter, head);
        // deflate has bits that mean nothing.
        expect('what' in opened || isDeepStrictEqual(opened.entries, entries)).toBe(true);
      }),
    );
  });

  it('[SL3] names the first interval that does not fit', () => {
    const { blob, head } = sealed(typed(650));
    const lines = inflateSync(blob).toString('utf8').split('\n');
    const changed = (line: number, text: string) => openSealed(deflateSync(lines.with(line, text).join('\n')), starter, head);
    expect(lines).toHaveLength(1 + 650 + 4);
    expect(changed(1, lines[2] ?? '')).toMatchObject({ interval: 1, fromMs: 0, toMs: 199 * 300 });
    expect(changed(1 + 200 + 1 + 7, lines[5] ?? '')).toMatchObject({ interval: 2, fromMs: 199 * 300, toMs: 399 * 300 });
    expect(changed(lines.length - 2, lines[5] ?? '')).toMatchObject({ interval: 4 });
    expect(openSealed(blob, { ...starter, 'x.go': 'package y\n' }, head)).toMatchObject({ interval: 1 });
    expect(openSealed(deflateSync(lines.slice(0, -1).join('\n')), starter, head)).toMatchObject({ interval: 4, what: 'its end is missing' });
    expect(openSealed(Buffer.from('no'), starter, head)).toMatchObject({ interval: 0 });
    // Cut off at a keyframe it is whole, and not what was signed.
    expect(openSealed(deflateSync(lines.slice(0, 202).join('\n')), starter, head)).toMatchObject({
      interval: 2,
      what: expect.stringContaining('signed'),
    });
  });

  it('[SL6] has the same head without what its reader is not told, which nobody can put back', () => {
    fc.assert(
      fc.property(aRecording, fc.nat(), (entries, place) => {
        const secret: RecordedEntry = { v: 1, at: 0, events: [{ kind: 'granted', grant: 'extended', ms: 420_000, salt: 'of one' }] };
        const told = sealRecording(attempt, starter, raw(entries.toSpliced(place % (entries.length + 1), 0, secret)), isSecret);
        expect(told.head).toBe(sealed(entries.toSpliced(place % (entries.length + 1), 0, secret)).head);
        expect(told.text).not.toMatch(/granted|420000|of one/);
        expect(readSealed(told.text, starter, told.head)).toMatchObject({ entries, withheld: 1, files: filesAt(starter, entries) });
        const other = raw([{ ...secret, events: [{ kind: 'granted', grant: 'extended', ms: 420_000, salt: 'another' }] }])[0]?.text ?? '';
        expect(readSealed(told.text.replace(/\{"withheld":.*\}/, other), starter, told.head)).toHaveProperty('what');
        expect(readSealed(told.text.replace(/\{"withheld":.*\}\n/, ''), starter, told.head)).toHaveProperty('what');
      }),
    );
  });

  it('[SL1] is made of what was stored, whatever this version makes of it', () => {
    const entry = typed(1)[0] as RecordedEntry;
    const text = JSON.stringify({ later: 'a field that nobody knows yet', ...entry });
    const { head } = sealRecording(attempt, starter, [{ entry, text }]);
    expect(head).not.toBe(sealed([entry]).head);
    expect(openSealed(packSealed(sealRecording(attempt, starter, [{ entry, text }])), starter, head)).toMatchObject({ entries: [entry] });
  });
});
