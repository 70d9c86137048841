import { REPLAY_PAGE_DATA, ReplayPageSchema, type BundleAbout, type BundleVerdicts, type ReplayPage } from '@twohours/wire/bundle';
import type { LanesView } from '@twohours/wire/lanes';
import type { RecordedEntry } from '@twohours/wire/recording';
import type { RunView } from '@twohours/wire/run';
import type { Files } from '@twohours/wire/workspace';
import type { Signature, SignedHead } from '../recordings/signing-key.ts';
import { hashOf, MANIFEST, manifestOf, SIGNATURE, toJson } from './manifest.ts';
import { readme } from './readme.ts';
import { writeZip, type Members } from './zip.ts';

export interface BundleContent {
  readonly about: BundleAbout;
  readonly starter: Files;
  /** As they were handed in. */
  readonly files: Files;
  /** Until the closing, and without what reviewers are not told: to be read, and sealed. */
  readonly recording: { readonly entries: readonly RecordedEntry[]; readonly sealed: string; readonly signed: SignedHead };
  readonly runs: readonly RunView[];
  readonly verdicts: BundleVerdicts;
  /** Hidden tests along the replay, once they were run. */
  readonly lanes?: LanesView;
  /** Only where they were asked for. */
  readonly reviews?: object;
  /** The page that shows it, as it was built. */
  readonly replayPage: string;
}

/** Puts a closed attempt into one file that says by itself whether it is whole. The same content makes the same file. */
export async function packBundle(content: BundleContent, sign: (manifest: string) => Promise<Signature>): Promise<Uint8Array> {
  const members = membersOf(content);
  const manifest = toJson(manifestOf(content.about, content.recording.signed, members));
  const { signature, publicKey } = await sign(hashOf(manifest));
  return writeZip(new Map([...members, [MANIFEST, encode(manifest)], [SIGNATURE, encode(toJson({ signature, publicKey }))]]));
}

/** Strict, as at the doors that answer in JSON: a field that was not meant for this reader is a bug here, not a leak there. */
const ToldSchema = ReplayPageSchema.omit({ recording: true });

function membersOf({ starter, files, recording, reviews, replayPage, ...content }: BundleContent): Members {
  const told = ToldSchema.parse(content);
  const { about, runs, verdicts, lanes } = told;
  const page = { ...told, recording: { starter, entries: [...recording.entries] } };
  return new Map([
    ['README.txt', encode(readme(about, { hasLanes: lanes !== undefined, hasReviews: reviews !== undefined }))],
    ['replay/index.html', encode(fillReplayPage(replayPage, page))],
    ['verdicts.json', encode(toJson(verdicts))],
    ['runs.json', encode(toJson(runs))],
    ...(lanes === undefined ? [] : [['lanes.json', encode(toJson(lanes))] as const]),
    ...(reviews === undefined ? [] : [['reviews.json', encode(toJson(reviews))] as const]),
    ['recording.jsonl', encode(recording.sealed)],
    ...below('files', files),
    ...below('starter', starter),
  ]);
}

function below(folder: string, files: Files): [string, Uint8Array][] {
  return Object.entries(files).map(([path, text]) => [`${folder}/${path}`, encode(text)]);
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The page with what it shows in it. To a browser that is a script's text, so nothing in it may look like the end of one. */
function fillReplayPage(template: string, page: ReplayPage): string {
  const { open, empty, close } = REPLAY_PAGE_DATA;
  const [before, after, ...more] = template.split(open + empty + close);
  if (before === undefined || after === undefined || more.length > 0) throw new Error('the replay page has no place for what it shows');
  return before + open + JSON.stringify(page).replaceAll('<', String.raw`\u003c`) + close + after;
}
