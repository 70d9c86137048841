import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { REPLAY_PAGE_DATA, type BundleAbout } from '@twohours/wire/bundle';
import { newId } from '@twohours/wire/id';
import type { LanesView } from '@twohours/wire/lanes';
import { filesAt, type RecordedEntry } from '@twohours/wire/recording';
import { aRecording, starter } from '@twohours/wire/testing/recordings';
import fc from 'fast-check';
import { filesHash } from '../../recordings/files-hash.ts';
import { sealRecording } from '../../recordings/seal.ts';
import { signHead, signManifest } from '../../recordings/signing-key.ts';
import { hidesGrants, shownEntries } from '../../recordings/shown-entries.ts';
import { packBundle, type BundleContent } from '../pack-bundle.ts';
import type { Check, Verification } from '../verify-bundle.ts';
import { readZip } from '../zip.ts';

export const newKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;
export const ours = newKey();

const { open, empty, close } = REPLAY_PAGE_DATA;
const replayPage = `<!doctype html>${open}${empty}${close}`;
const hash = 'a'.repeat(64);

/** A recording of a closed attempt, with a grant somewhere in it. */
export const aClosedRecording: fc.Arbitrary<readonly RecordedEntry[]> = fc.tuple(aRecording, fc.nat()).map(([entries, place]) => {
  const grant: RecordedEntry = { v: 1, at: 0, events: [{ kind: 'granted', grant: 'extended', ms: 420_000, salt: 'some salt' }] };
  const closed: RecordedEntry = { v: 1, at: entries.at(-1)?.at ?? 0, events: [{ kind: 'closed', by: 'candidate' }] };
  return [...entries.toSpliced(1 + (place % entries.length), 0, grant), closed];
});

/** Letter by letter: of 450, long enough for three intervals. */
export function typed(count: number): RecordedEntry[] {
  return [
    { v: 1, at: 0, events: [{ kind: 'started' }] },
    ...Array.from({ length: count }, (_, at): RecordedEntry => ({
      v: 1,
      at: at * 1_000,
      seq: at + 1,
      epoch: 1,
      events: [{ kind: 'edit', f: 's2', o: 0, d: 0, s: 'x', ago: 0 }],
    })),
    { v: 1, at: count * 1_000, events: [{ kind: 'closed', by: 'candidate' }] },
  ];
}

export function contentOf(entries: readonly RecordedEntry[], key: KeyObject, more: Partial<BundleAbout['closing']> = {}): BundleContent {
  const attempt = newId('att');
  const files = filesAt(starter, entries);
  const raw = entries.map((entry) => ({ entry, text: JSON.stringify(entry) }));
  const { text, head } = sealRecording(attempt, starter, raw, hidesGrants);
  return {
    about: {
      attempt,
      company: 'Acme',
      candidate: 'Cleo </script> Candidate',
      role: 'Software Engineer, Backend',
      exercise: { id: 'warm-up', version: 1, title: 'Warm-up', hashes: { exercise: hash, open: hash, sealed: hash, hidden: hash } },
      startedAt: 1_000,
      closing: { number: 1, by: 'candidate', usedMs: entries.at(-1)?.at ?? 0, submission: newId('sub'), filesHash: filesHash(files), ...more },
    },
    starter,
    files,
    recording: { entries: shownEntries(entries), sealed: text, signed: signHead(key, attempt, head) },
    runs: [],
    verdicts: { groups: [], gradings: [] },
    replayPage,
  };
}

export async function pack(content: BundleContent, key: KeyObject): Promise<Uint8Array> {
  return packBundle(content, async (manifest) => signManifest(key, content.about.attempt, manifest));
}

/** With every member that a bundle can have. */
export async function aFullBundle(): Promise<Uint8Array> {
  const lanes: LanesView = {
    state: { phase: 'done', endedAt: 2_000, how: 'all' },
    moments: { done: 0, of: 0 },
    spentMs: 0,
    budgetMs: 60_000,
    lanes: [],
  };
  return pack({ ...contentOf(typed(210), ours), lanes, reviews: { given: [{ summary: 'well done' }] } }, ours);
}

export function membersOf(bytes: Uint8Array): Map<string, Uint8Array> {
  const zip = readZip(bytes);
  if ('unreadable' in zip) throw new Error(zip.unreadable);
  return new Map(zip.members);
}

/** What is complained of, if anything is. */
export function said({ checks }: Verification, about: Check['about']): string {
  return checks.find((check) => check.about === about && !check.isGood)?.says.join(' ') ?? '';
}
