import type { Files } from '@twohours/wire/workspace';
import { filesHash } from '../recordings/files-hash.ts';
import { readSealed, type OpenedRecording } from '../recordings/seal.ts';
import { isSigned, isSignedManifest } from '../recordings/signing-key.ts';
import { count, elapsed } from './in-words.ts';
import type { Manifest } from './manifest.ts';
import { filesBelow, openBundle, textOf, type OpenedBundle } from './open-bundle.ts';

/** One thing that was looked at, and what was seen. */
export interface Check {
  readonly about: 'Members' | 'Signature' | 'Recording' | 'Files' | 'Time';
  readonly isGood: boolean;
  /** Sentences. Where it is good, one. */
  readonly says: readonly string[];
}

export interface Verification {
  /** What the bundle says that it is, where that can be read. */
  readonly manifest?: Manifest;
  readonly checks: readonly Check[];
}

interface Options {
  /** The installation's, base64 of the SPKI form: then the bundle has to be signed with it. */
  readonly key?: string;
}

/** Whether a bundle is whole: from the file alone, every hash made anew and everything that was recorded played again. */
export function verifyBundle(bytes: Uint8Array, { key }: Options = {}): Verification {
  const bundle = openBundle(bytes);
  if ('unreadable' in bundle) return { checks: [{ about: 'Members', isGood: false, says: [bundle.unreadable] }] };
  const { manifest, members } = bundle;
  const starter = filesBelow('starter', members);
  const recording = readSealed(textOf(members.get('recording.jsonl')), starter, manifest.recording.head);
  const opened = 'what' in recording ? undefined : recording;
  const checks = [
    check('Members', bundle.complaints, `${count(members.size, 'file')}, each as it is listed, and no other`),
    check('Signature', notSigned(bundle, key), saysOfKey(bundle.signature.publicKey, key)),
    'what' in recording
      ? check('Recording', [recording.interval === 0 ? 'It cannot be read.' : brokenInWords(recording)])
      : check('Recording', notRecorded(bundle, recording), saysOfRecording(recording)),
    check('Files', opened ? notHandedIn(bundle, opened) : [UNKNOWN], 'The recording leads from the starter to what was handed in.'),
    check('Time', opened ? notInTime(manifest, opened) : [UNKNOWN], `${elapsed(manifest.closing.usedMs)} from Start to closing`),
  ];
  return { manifest, checks };
}

export const isWhole = ({ checks }: Verification): boolean => checks.every(({ isGood }) => isGood);

const UNKNOWN = 'It cannot be told, since the recording does not hold.';

function check(about: Check['about'], complaints: readonly string[], good = ''): Check {
  return complaints.length === 0 ? { about, isGood: true, says: [good] } : { about, isGood: false, says: complaints };
}

function notSigned({ manifest, manifestHash, signature }: OpenedBundle, key: string | undefined): string[] {
  if (!isSignedManifest(manifest.attempt, manifestHash, signature)) return ['The signature does not fit the manifest: one of them was changed.'];
  if (key === undefined || key === signature.publicKey) return [];
  return [`It is signed, and not by the key that you gave: by ${signature.publicKey}.`];
}

function saysOfKey(publicKey: string, key: string | undefined): string {
  if (key !== undefined) return 'Signed by the key that you gave';
  return `Signed by ${publicKey}. Whether that is your installation’s, --key tells.`;
}

function brokenInWords({ interval, what, fromMs, toMs }: { interval: number; what: string; fromMs: number; toMs: number }): string {
  return `It does not hold from ${elapsed(fromMs)} to ${elapsed(toMs)} (interval ${interval}): ${what}.`;
}

function notRecorded({ manifest, signature }: OpenedBundle, { attempt }: OpenedRecording): string[] {
  if (attempt !== manifest.attempt) return ['It is the recording of another attempt.'];
  if (!isSigned(attempt, manifest.recording)) return ['Its end was not signed by the key that stands beside it.'];
  return manifest.recording.publicKey === signature.publicKey ? [] : ['Its end and the bundle were signed by different keys.'];
}

function saysOfRecording({ entries, withheld, intervals }: OpenedRecording): string {
  const without = withheld === 0 ? '' : `, ${withheld} more withheld`;
  return `${count(entries.length, 'entry', 'entries')}${without}, in one chain of ${count(intervals, 'keyframe')}; the files are as sealed at each`;
}

function notHandedIn({ manifest, members }: OpenedBundle, recording: OpenedRecording): string[] {
  const found = filesBelow('files', members);
  const paths = [...new Set([...Object.keys(found), ...Object.keys(recording.files)])];
  // Of its own: `constructor` is in every object. As bytes: the same text may be written in more than one way in a recording.
  const isSame = (path: string) =>
    Object.hasOwn(found, path) && Object.hasOwn(recording.files, path) && filesHash(only(path, found)) === filesHash(only(path, recording.files));
  const differing = paths.filter((path) => !isSame(path));
  const complaints = differing.map((path) => `files/${path} is not what the recording comes to.`);
  return filesHash(recording.files) === manifest.closing.filesHash
    ? complaints
    : [...complaints, 'The recording does not come to the hash of what was handed in.'];
}

const only = (path: string, files: Files): Files => ({ [path]: files[path] ?? '' });

function notInTime({ closing }: Manifest, { entries }: OpenedRecording): string[] {
  const first = entries[0];
  if (first?.at !== 0 || !first.events.some(({ kind }) => kind === 'started')) return ['The recording does not begin with Start.'];
  const closings = entries.filter(({ events }) => events.some(({ kind }) => kind === 'closed'));
  const last = entries.at(-1);
  if (last === undefined || last !== closings.at(-1)) return ['The recording does not end with the closing.'];
  if (closings.length !== closing.number) return [`It is said to be closing ${closing.number}, and the recording has ${closings.length}.`];
  if (last.at !== closing.usedMs) return [`It is said to have taken ${elapsed(closing.usedMs)}, and the recording ends at ${elapsed(last.at)}.`];
  return [];
}
