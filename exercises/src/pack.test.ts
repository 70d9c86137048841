import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HiddenPart, OpenPart, SealedPart } from '@twohours/wire/exercise';
import { hashesOf, hashOf } from './hash.ts';
import { packHidden, packOpen, packSealed } from './pack.ts';
import { packFiles } from './tar.ts';
import { unpackHidden, unpackOpen, unpackSealed } from './unpack.ts';

const segment = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,30}$/);
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/').slice(0, 119).replace(/\/$/, 'x'));
const text = fc.string({ unit: 'binary', maxLength: 200 }).map((any) => any.toWellFormed());
const files = fc.dictionary(path, text, { maxKeys: 6, noNullPrototype: true });

const open: fc.Arbitrary<OpenPart> = fc.record({
  id: fc.constant('word-count'),
  version: fc.integer({ min: 1 }),
  title: text,
  minutes: fc.integer({ min: 1, max: 480 }),
  go: fc.constant('1.27'),
  role: fc.record({
    id: fc.constant('backend'),
    title: text,
    teams: fc.array(text),
    stages: fc.array(fc.record({ title: text, text, isExercise: fc.boolean() }), { minLength: 1 }),
    qualifications: fc.array(fc.record({ text, measuredBy: text })),
  }),
  overview: text,
});

const sealed: fc.Arbitrary<SealedPart> = fc.record({
  id: fc.constant('word-count'),
  kind: fc.constant('in-process'),
  module: fc.constant('zmod/wordcount'),
  package: fc.constant('wordcount'),
  go: fc.constant('1.27'),
  imports: fc.array(text),
  editable: fc.array(text),
  readOnly: fc.array(text),
  run: fc.constant(['vet', 'test']),
  limits: fc.constant({ wallMs: 10_000, memoryBytes: 384 << 20, processes: 64, outputBytes: 262_144, tmpBytes: 32 << 20 }),
  statement: text,
  starter: files,
});

const hidden: fc.Arbitrary<HiddenPart> = fc.record({
  id: fc.constant('word-count'),
  groups: fc.array(fc.record({ id: text, title: text })),
  tests: fc.constant([
    { id: 'TestOne', name: 'counts one word', weight: 1, group: 'A', clause: 'A1', repeats: 1, lane: false, tell: 'nothing' },
    { id: 'TestTwo', name: 'counts two words', weight: 2, group: 'A', clause: 'A2', repeats: 3, lane: true, tell: 'verdict' },
  ]),
  ownTests: fc.constantFrom({}, { weight: 10 }),
  rubric: fc.constant([{ id: 'tests', title: 'Their own tests', levels: ['none', 'some corners'], clauses: ['N1'] }]),
  files,
  solutions: files,
});

describe('a package', () => {
  it('[X1] unpacks to what was packed', async () => {
    await fc.assert(
      fc.asyncProperty(open, async (part) => {
        expect(await unpackOpen(await packOpen(part))).toEqual(part);
      }),
    );
    await fc.assert(
      fc.asyncProperty(sealed, async (part) => {
        expect(await unpackSealed(await packSealed(part))).toEqual(part);
      }),
    );
    await fc.assert(
      fc.asyncProperty(hidden, async (part) => {
        expect(await unpackHidden(await packHidden(part))).toEqual(part);
      }),
    );
  });

  it('[X2] has the same bytes whatever the order of files and keys', async () => {
    await fc.assert(
      fc.asyncProperty(sealed, async (part) => {
        const backwards = { ...reversed(part), starter: reversed(part.starter), limits: reversed(part.limits) };
        expect(hashOf(await packSealed(backwards))).toBe(hashOf(await packSealed(part)));
      }),
    );
  });

  it('[X3] has bytes that depend on content alone: no time, no owner, no machine', async () => {
    const tar = await packFiles({ 'b.go': 'package b\n', 'a/a.go': 'package a\n' });
    expect(hashOf(tar)).toBe('9b3d59a6e9a191f453ab7353515360baa41ac3f9e1690bd3063d5c60097e1fe9');
  });

  it('[X4] changes its hash with any of its three parts', () => {
    const parts = { open: Buffer.from('o'), sealed: Buffer.from('s'), hidden: Buffer.from('h') };
    const hashes = [parts, { ...parts, open: Buffer.from('O') }, { ...parts, sealed: Buffer.from('S') }, { ...parts, hidden: Buffer.from('H') }].map(
      (three) => hashesOf(three).exercise,
    );
    expect(new Set(hashes).size).toBe(4);
  });
});

describe('unpacking', () => {
  it('[X5] refuses an entry that has no place in the part', async () => {
    const part = { 'part.json': '{}', 'overview.md': 'x', 'statement.md': 'leaked' };
    await expect(unpackOpen(await packFiles({ ...part, 'part.json': await partJson() }))).rejects.toThrow('statement.md: does not belong');
  });

  it('[X6] refuses an unknown key, a missing entry and a part of another kind', async () => {
    const json = await partJson();
    const withMore = JSON.stringify({ ...JSON.parse(json), statement: 'leaked' });
    await expect(unpackOpen(await packFiles({ 'part.json': withMore, 'overview.md': 'x' }))).rejects.toThrow('statement');
    await expect(unpackOpen(await packFiles({ 'part.json': json }))).rejects.toThrow('overview.md: missing');
    await expect(unpackSealed(await packFiles({ 'part.json': json, 'statement.md': 'x' }))).rejects.toThrow('module');
  });

  it('[X7] refuses bytes that are not a tar or not text', async () => {
    await expect(unpackOpen(Buffer.from('not a tar at all'.repeat(64)))).rejects.toThrow('tar');
    const tar = await packFiles({ 'part.json': await partJson(), 'overview.md': 'xxxx' });
    tar.write('\xff\xfe', tar.indexOf('xxxx'), 'latin1');
    await expect(unpackOpen(tar)).rejects.toThrow('encoded');
  });
});

function reversed<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).toReversed()) as T;
}

async function partJson(): Promise<string> {
  const [part] = fc.sample(open, 1);
  if (part === undefined) throw new Error('no sample');
  const { overview: _, ...rest } = part;
  return JSON.stringify(rest);
}
