import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aFullBundle, membersOf, said } from './testing/bundles.ts';
import { localPart, zipOf, type Entry } from './testing/zips.ts';
import { isWhole, verifyBundle } from './verify-bundle.ts';
import { readZip, writeZip } from './zip.ts';

const entries: readonly Entry[] = [...membersOf(await aFullBundle())].map(([name, content]) => ({ name, content }));
const names = entries.map(({ name }) => name);

/** Before any of its members, or behind the last of them. */
const aPlace = fc.nat({ max: entries.length });
const aListedName = fc.constantFrom(...names);
/** Anything at all, and what is easily taken for one of its own. */
const aName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .tuple(fc.constantFrom('files', 'starter', 'replay'), fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString')))
    .map((parts) => parts.join('/')),
  aListedName,
  aListedName.chain((name) =>
    fc.constantFrom(`./${name}`, `/${name}`, `${name}/`, `${name} `, `${name}\0`, name.toUpperCase(), name.normalize('NFD')),
  ),
  fc.constantFrom('', '/', '..', 'files/', 'files/../x', 'C:\\x', '__proto__', 'constructor', 'signature.json'),
);
/** Also what stands there already, as far as somebody would read it when it fails. */
const aContent = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.constantFrom(...entries.map(({ content }) => content).filter(({ length }) => length < 400)),
);

/** For properties, on a machine that others use too. */
const PATIENCE_MS = 60_000;

describe('a member that a bundle does not list', { timeout: PATIENCE_MS }, () => {
  it('[BU3] is what makes the difference: the same zip without one is whole', () => {
    expect(isWhole(verifyBundle(zipOf(entries)))).toBe(true);
    expect(names).toEqual(expect.arrayContaining(['lanes.json', 'reviews.json', 'manifest.json', 'signature.json']));
  });

  it('[BU11] is not taken to be in what we write ourselves, whatever its members are called, also where they are large', async () => {
    const aPath = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).map((text) => `files/${text}`);
    const aLength = fc.oneof(fc.nat({ max: 300 }), fc.constant(700_000));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(aPath, aLength), { minLength: 1, maxLength: 5 }), async (made) => {
        const members = new Map(made.map(([path, length]) => [path, randomBytes(length)]));
        expect(readZip(await writeZip(members))).toMatchObject({ twice: [], members: { size: members.size } });
      }),
      { numRuns: 10 },
    );
  });

  it('[BU3] is found and named, whatever it is called, holds, and wherever it stands', () => {
    fc.assert(
      fc.property(aName, aContent, aPlace, (name, content, place) => {
        fc.pre(!name.startsWith('\uFEFF'));
        const found = verifyBundle(zipOf(entries.toSpliced(place, 0, { name, content })));
        expect(isWhole(found)).toBe(false);
        expect(JSON.stringify(found.checks)).toContain(JSON.stringify(name).slice(1, -1));
        if (!names.includes(name)) expect(said(found, 'Members')).toBe(`${name} does not belong to it`);
      }),
      { numRuns: 400 },
    );
  });

  it('[BU3] is found where it bears the name of one that is, in front of it or behind, also with the same content', () => {
    fc.assert(
      fc.property(fc.constantFrom(...entries), fc.option(aContent, { nil: undefined }), aPlace, ({ name, content }, other, place) => {
        const found = verifyBundle(zipOf(entries.toSpliced(place, 0, { name, content: other ?? content })));
        expect(isWhole(found)).toBe(false);
        expect(JSON.stringify(found.checks)).toContain(name);
        if (other === undefined) expect(said(found, 'Members')).toBe(`${name} is in it twice`);
      }),
      { numRuns: 200 },
    );
  });

  it('[BU11] is found where the list of the zip itself does not have it, as programs see it that do not go by that list', () => {
    fc.assert(
      fc.property(aName, aContent, aPlace, (name, content, place) => {
        const found = verifyBundle(zipOf([...entries.slice(0, place), localPart({ name, content }), ...entries.slice(place)]));
        expect(said(found, 'Members')).toMatch(/something in it beside the files/);
      }),
      { numRuns: 200 },
    );
  });

  it('[BU11] has no room before, between or behind its members', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), aPlace, (bytes, place) => {
        expect(isWhole(verifyBundle(zipOf([...entries.slice(0, place), bytes, ...entries.slice(place)])))).toBe(false);
        expect(isWhole(verifyBundle(Buffer.concat([zipOf(entries), bytes])))).toBe(false);
      }),
      { numRuns: 100 },
    );
    // A whole other zip, in front and behind: some programs take the first list, some the last.
    const other = zipOf([{ name: 'files/x.go', content: Buffer.from('package other\n') }]);
    expect(isWhole(verifyBundle(zipOf([other, ...entries])))).toBe(false);
    expect(isWhole(verifyBundle(Buffer.concat([zipOf(entries), other])))).toBe(false);
  });

  it('[BU11] cannot be one of its own under a name that is read in two ways', () => {
    fc.assert(
      fc.property(aListedName, aName, (listed, other) => {
        fc.pre(other !== listed);
        const called = (as: (entry: Entry) => Entry) => zipOf(entries.map((entry) => (entry.name === listed ? as(entry) : entry)));
        expect(isWhole(verifyBundle(called((entry) => ({ ...entry, listedAs: other }))))).toBe(false);
        expect(isWhole(verifyBundle(called((entry) => ({ ...entry, name: other, listedAs: listed }))))).toBe(false);
        // A mark that is dropped where text is read, and is part of a name on a disk.
        expect(isWhole(verifyBundle(called((entry) => ({ ...entry, name: `\uFEFF${listed}` }))))).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});
