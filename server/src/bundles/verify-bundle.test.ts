import { createPublicKey } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { REPLAY_PAGE_DATA } from '@twohours/wire/bundle';
import { starter } from '@twohours/wire/testing/recordings';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readSealed } from '../recordings/seal.ts';
import { filesBelow, openBundle, textOf } from './open-bundle.ts';
import { aClosedRecording, aFullBundle, contentOf, membersOf, newKey, ours, pack, said, typed } from './testing/bundles.ts';
import { isWhole, verifyBundle } from './verify-bundle.ts';
import { writeZip, type Members } from './zip.ts';

const keyText = (key = ours) => createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
const rezipped = async (members: Members, change: (members: Map<string, Uint8Array>) => void) => {
  const changed = new Map(members);
  change(changed);
  return writeZip(changed);
};

/** A zip in which a name was written over with another of the same length. */
function renamed(zip: Uint8Array, from: string, to: string): Uint8Array {
  const bytes = Buffer.from(zip);
  for (let at = bytes.indexOf(from); at !== -1; at = bytes.indexOf(from)) bytes.write(to, at);
  return bytes;
}

/** For properties, on a machine that others use too. */
const PATIENCE_MS = 60_000;

describe('a bundle', () => {
  it(
    '[BU1] gives back what was put into it, is whole, and is the same file each time',
    async () => {
      await fc.assert(
        fc.asyncProperty(aClosedRecording, async (entries) => {
          const content = contentOf(entries, ours);
          const bytes = await pack(content, ours);
          expect(Buffer.compare(await pack(content, ours), bytes)).toBe(0);
          const { checks, manifest } = verifyBundle(bytes, { key: keyText() });
          expect(checks.filter(({ isGood }) => !isGood)).toEqual([]);
          expect(manifest).toMatchObject(content.about);
          const opened = openBundle(bytes);
          if ('unreadable' in opened) throw new Error(opened.unreadable);
          expect(filesBelow('files', opened.members)).toEqual(content.files);
          expect(filesBelow('starter', opened.members)).toEqual(starter);
          const recording = readSealed(textOf(opened.members.get('recording.jsonl')), starter, content.recording.signed.head);
          expect(recording).toMatchObject({ entries: content.recording.entries.filter(({ events }) => events.length > 0), withheld: 1 });
        }),
        { numRuns: 40 },
      );
    },
    PATIENCE_MS,
  );

  it(
    '[BU2] is not whole once any byte of a member was changed, and says which member',
    async () => {
      const members = membersOf(await aFullBundle());
      expect([...members.keys()]).toEqual(expect.arrayContaining(['lanes.json', 'reviews.json']));
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...members.keys()), fc.nat(), fc.integer({ min: 1, max: 255 }), async (path, place, flip) => {
          const content = Buffer.from(members.get(path) ?? '');
          const at = place % content.length;
          content[at] = (content[at] ?? 0) ^ flip;
          const found = verifyBundle(await rezipped(members, (all) => all.set(path, content)));
          expect(isWhole(found)).toBe(false);
          const words = JSON.stringify(found.checks);
          if (path === 'manifest.json') expect(words).toMatch(/manifest/);
          else if (path === 'signature.json') expect(words).toMatch(/signature/);
          else expect(said(found, 'Members')).toBe(`${path} was changed`);
        }),
        { numRuns: 200 },
      );
    },
    PATIENCE_MS,
  );

  it('[BU2] is not whole where its signature is written in another way', async () => {
    const members = membersOf(await pack(contentOf(typed(3), ours), ours));
    const text = textOf(members.get('signature.json'));
    const compact = JSON.stringify(JSON.parse(text));
    for (const other of [text.replace('  ', '\t '), text.trimEnd(), compact, text.replace('=="', '==="'), text.replace('{', '{ "signature": "x",')]) {
      expect(other).not.toBe(text);
      const found = verifyBundle(await rezipped(members, (all) => all.set('signature.json', Buffer.from(other))));
      expect(isWhole(found), other).toBe(false);
    }
  });

  it(
    '[BU2] is not whole once any byte of the file was changed, unless it unfolds to the very same',
    async () => {
      const bytes = await aFullBundle();
      const before = membersOf(bytes);
      fc.assert(
        fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (place, flip) => {
          const changed = Buffer.from(bytes);
          changed[place % bytes.length] = (bytes[place % bytes.length] ?? 0) ^ flip;
          // Times, attributes and what checks the zip itself mean nothing here.
          expect(!isWhole(verifyBundle(changed)) || isDeepStrictEqual(membersOf(changed), before)).toBe(true);
        }),
        { numRuns: 400 },
      );
    },
    PATIENCE_MS,
  );

  it('[BU2] names the part of the recording that does not hold by its times', async () => {
    const members = membersOf(await pack(contentOf(typed(450), ours), ours));
    const lines = textOf(members.get('recording.jsonl')).split('\n');
    const at = 1 + 200 + 1 + 50;
    const swapped = lines.with(at, lines[at + 1] ?? '').with(at + 1, lines[at] ?? '');
    const found = verifyBundle(await rezipped(members, (all) => all.set('recording.jsonl', Buffer.from(swapped.join('\n')))));
    expect(said(found, 'Recording')).toContain('from 00:03:18 to 00:06:38 (interval 2)');
    expect(said(found, 'Members')).toBe('recording.jsonl was changed');
  });

  it('[BU3] says of a member that it is missing, was added, is there twice or has another name', async () => {
    const bytes = await pack(contentOf(typed(5), ours), ours);
    const members = membersOf(bytes);
    const complaints = async (change: (members: Map<string, Uint8Array>) => void) => said(verifyBundle(await rezipped(members, change)), 'Members');
    for (const path of members.keys()) {
      const content = members.get(path) ?? new Uint8Array();
      expect(await complaints((all) => void all.delete(path))).toContain(`${path} is missing`);
      const renamed = await complaints((all) => void (all.delete(path) && all.set(`${path}x`, content)));
      expect(renamed).toContain(`${path} is missing`);
    }
    expect(await complaints((all) => void all.set('files/more.go', Buffer.from('package x\n')))).toBe('files/more.go does not belong to it');
    expect(await complaints((all) => void all.set('files/../x', Buffer.from('x')))).toBe('files/../x does not belong to it');

    // Two of one name, of which the second is as it should be: another program may take the first.
    const twice = renamed(zipSync({ 'files/x.gX': Buffer.from('package other\n'), ...Object.fromEntries(members) }), 'files/x.gX', 'files/x.go');
    expect(said(verifyBundle(twice), 'Members')).toBe('files/x.go is in it twice');
    const strange = renamed(zipSync({ '--proto__': Buffer.from('x'), ...Object.fromEntries(members) }), '--proto__', '__proto__');
    expect(said(verifyBundle(strange), 'Members')).toBe('__proto__ does not belong to it');
  });

  it('[BU4] is not whole where it was signed and is not true', async () => {
    const good = contentOf(typed(450), ours);
    const verified = async (more: Partial<typeof good>) => verifyBundle(await pack({ ...good, ...more }, ours), { key: keyText() });
    expect(said(await verified({ files: { ...good.files, 'x.go': 'package better\n' } }), 'Files')).toBe(
      'files/x.go is not what the recording comes to.',
    );
    expect(said(await verified({ files: { ...good.files, 'more.go': '' } }), 'Files')).toContain('files/more.go');
    expect(said(await verified({ starter: { ...starter, 'x.go': 'package y\n' } }), 'Recording')).toContain('(interval 1): its files');
    expect(said(verifyBundle(await pack(contentOf(typed(9), ours, { usedMs: 8_000 }), ours)), 'Time')).toContain('said to have taken 00:00:08');
    expect(said(verifyBundle(await pack(contentOf(typed(9), ours, { number: 2 }), ours)), 'Time')).toContain('closing 2');
    expect(said(verifyBundle(await pack(contentOf(typed(9).slice(0, -1), ours), ours)), 'Time')).toContain('does not end with the closing');
    expect(said(verifyBundle(await pack(contentOf(typed(9), ours, { filesHash: 'b'.repeat(64) }), ours)), 'Files')).toContain('hash');

    const late = typed(9).with(0, { v: 1, at: 5, events: [{ kind: 'started' }] });
    expect(said(verifyBundle(await pack(contentOf(late, ours), ours)), 'Time')).toContain('does not begin with Start');
    expect(said(verifyBundle(await pack(contentOf(typed(9).slice(1), ours), ours)), 'Time')).toContain('does not begin with Start');

    const lines = good.recording.sealed.split('\n');
    // Cut off at a keyframe, and with one entry told as withheld that was not.
    const cut = { ...good.recording, sealed: lines.slice(0, 202).join('\n') };
    expect(said(await verified({ recording: cut }), 'Recording')).toContain('signed');
    const hidden = { ...good.recording, sealed: lines.with(250, JSON.stringify({ withheld: 'c'.repeat(64) })).join('\n') };
    expect(said(await verified({ recording: hidden }), 'Recording')).toContain('from 00:03:18 to 00:06:38 (interval 2)');
  });

  it('[BU5] that somebody else has signed is told as such, and two cannot be made into one', async () => {
    const theirs = newKey();
    const content = contentOf(typed(20), ours);
    const resigned = await pack(content, theirs);
    expect(said(verifyBundle(resigned, { key: keyText() }), 'Signature')).toContain(`by ${keyText(theirs)}`);
    expect(isWhole(verifyBundle(resigned))).toBe(false);

    const all = await pack(contentOf(typed(20), theirs), theirs);
    expect(isWhole(verifyBundle(all))).toBe(true);
    expect(said(verifyBundle(all, { key: keyText() }), 'Signature')).toContain('not by the key that you gave');

    const unsigned = { ...content, recording: { ...content.recording, signed: contentOf(typed(20), ours).recording.signed } };
    const { head } = content.recording.signed;
    const own = await pack({ ...unsigned, recording: { ...unsigned.recording, signed: { ...unsigned.recording.signed, head } } }, ours);
    expect(said(verifyBundle(own), 'Recording')).toContain('not signed by the key');

    // Another attempt's signature, and another attempt's recording.
    const [one, two] = [membersOf(await pack(content, ours)), membersOf(await pack(contentOf(typed(20), ours), ours))];
    const swapped = await rezipped(one, (members) => members.set('signature.json', two.get('signature.json') ?? new Uint8Array()));
    expect(said(verifyBundle(swapped), 'Signature')).toContain('does not fit');
    const mixed = await pack({ ...content, recording: contentOf(typed(21), ours).recording }, ours);
    expect(said(verifyBundle(mixed), 'Recording')).toContain('another attempt');
  });

  it(
    '[BU6] tells of a grant nothing but that something was withheld',
    async () => {
      await fc.assert(
        fc.asyncProperty(aClosedRecording, async (entries) => {
          const members = membersOf(await pack(contentOf(entries, ours), ours));
          for (const [path, content] of members) expect(textOf(content), path).not.toMatch(/granted|420000|some salt/);
        }),
        { numRuns: 20 },
      );
    },
    PATIENCE_MS,
  );

  it('[BU8] carries what its page shows as text that no browser takes for markup', async () => {
    const page = textOf(membersOf(await pack(contentOf(typed(3), ours), ours)).get('replay/index.html'));
    const data = page.slice(page.indexOf(REPLAY_PAGE_DATA.open) + REPLAY_PAGE_DATA.open.length, page.indexOf(REPLAY_PAGE_DATA.close));
    expect(JSON.parse(data)).toMatchObject({ about: { candidate: 'Cleo </script> Candidate' }, recording: { starter } });
    await expect(pack({ ...contentOf(typed(3), ours), replayPage: '<html>' }, ours)).rejects.toThrow('no place');
  });

  it('[BU9] holds what reviewers said only where it was put in, and then it is listed like the rest', async () => {
    const content = contentOf(typed(3), ours);
    expect(membersOf(await pack(content, ours)).has('reviews.json')).toBe(false);
    const bytes = await pack({ ...content, reviews: { reviews: ['well done'] } }, ours);
    expect(isWhole(verifyBundle(bytes))).toBe(true);
    const members = membersOf(bytes);
    expect(textOf(members.get('reviews.json'))).toContain('well done');
    expect(said(verifyBundle(await rezipped(members, (all) => void all.delete('reviews.json'))), 'Members')).toBe('reviews.json is missing');
  });

  it('[BU2] that is no bundle, or was cut off, is refused in words', async () => {
    const bytes = await pack(contentOf(typed(3), ours), ours);
    for (const broken of [new Uint8Array(), Buffer.from('hello'), bytes.slice(0, -30), bytes.slice(100)])
      expect(isWhole(verifyBundle(broken))).toBe(false);
    expect(said(verifyBundle(Buffer.from('hello')), 'Members')).toMatch(/^It is no zip file/);
    expect(said(verifyBundle(zipSync({ 'a.txt': Buffer.from('a') })), 'Members')).toMatch(/^manifest.json is missing/);
  });
});
