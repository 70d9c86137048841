import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import type { AttemptId } from '@twohours/wire/id';
import { applyEvents, isWorkspaceEvent, RecordedEntrySchema, type RecordedEntry } from '@twohours/wire/recording';
import { filesOf, startingWorkspace, type Files, type Workspace } from '@twohours/wire/workspace';
import { z } from 'zod';
import { filesHash } from './files-hash.ts';

/** So many entries lie between two keyframes: some minutes of typing. */
const INTERVAL = 200;

const HeaderSchema = z.strictObject({ v: z.literal(1), attempt: z.string() });
/** What stood there after all entries before it, and the hash over them and everything before. */
const KeyframeSchema = z.strictObject({ keyframe: z.strictObject({ files: z.string(), chain: z.string() }) });

/** An entry as it was stored, and what it says. */
export interface RawEntry {
  readonly text: string;
  readonly entry: RecordedEntry;
}

export interface SealedRecording {
  /** The chain hash of the last keyframe: it names all that came before. */
  readonly head: string;
  /** Lines of JSON, with a keyframe after every interval. */
  readonly text: string;
}

/** Does not fit: at the first interval whose entries, files or chain are not what they were when it was sealed. */
export interface Broken {
  readonly interval: number;
  readonly what: string;
}

/**
 * A recording as one text. After every interval a keyframe says what the files came to and links them, with every entry
 * before, to one hash. Entries stand there as they were stored, whatever this code makes of them: a later version has the
 * same head.
 */
export function sealRecording(attempt: AttemptId, starter: Files, entries: readonly RawEntry[]): SealedRecording {
  const lines = [JSON.stringify({ v: 1, attempt })];
  const chain = new Chain(attempt, starter);
  for (let at = 0; at === 0 || at < entries.length; at += INTERVAL) {
    const interval = entries.slice(at, at + INTERVAL);
    lines.push(...interval.map(({ text }) => text), JSON.stringify({ keyframe: chain.close(interval) }));
  }
  return { head: chain.head, text: lines.join('\n') };
}

export function packSealed({ text }: Pick<SealedRecording, 'text'>): Buffer {
  return deflateSync(text, { level: 9 });
}

/** What was sealed under this head, if it still is: every entry is folded again, every hash made anew. */
export function openSealed(blob: Uint8Array, starter: Files, head: string): { readonly entries: readonly RecordedEntry[] } | Broken {
  let lines: string[];
  let attempt: string;
  try {
    lines = inflateSync(blob).toString('utf8').split('\n');
    ({ attempt } = HeaderSchema.parse(JSON.parse(lines[0] ?? '')));
  } catch {
    return { interval: 0, what: 'it cannot be read' };
  }
  const chain = new Chain(attempt, starter);
  const all: RecordedEntry[] = [];
  let open: RawEntry[] = [];
  let interval = 1;
  for (const text of lines.slice(1)) {
    const parsed = parse(text);
    if (parsed === undefined) return { interval, what: 'a line cannot be read' };
    if ('v' in parsed) {
      open.push({ text, entry: parsed });
      all.push(parsed);
      continue;
    }
    const { files, chain: link } = chain.close(open);
    if (link !== parsed.keyframe.chain) return { interval, what: 'what happened in it is not what was sealed' };
    if (files !== parsed.keyframe.files) return { interval, what: 'its files do not come to what was sealed' };
    open = [];
    interval += 1;
  }
  if (open.length > 0 || interval === 1) return { interval, what: 'its end is missing' };
  if (chain.head !== head) return { interval, what: 'it does not end with what was signed' };
  return { entries: all };
}

function parse(line: string): RecordedEntry | z.infer<typeof KeyframeSchema> | undefined {
  try {
    return z.union([KeyframeSchema, RecordedEntrySchema]).parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

class Chain {
  head: string;
  #workspace: Workspace;

  constructor(attempt: string, starter: Files) {
    this.#workspace = startingWorkspace(starter);
    this.head = hashOf(`twohours recording 1\n${attempt}\n${filesHash(starter)}`);
  }

  close(interval: readonly RawEntry[]): { readonly files: string; readonly chain: string } {
    const events = interval.flatMap(({ entry }) => entry.events.filter(isWorkspaceEvent));
    this.#workspace = applyEvents(this.#workspace, events);
    const files = filesHash(filesOf(this.#workspace));
    this.head = hashOf([this.head, files, ...interval.map(({ text }) => text)].join('\n'));
    return { files, chain: this.head };
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
