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

export interface SealedRecording {
  /** The chain hash of the last keyframe: it names all that came before. */
  readonly head: string;
  readonly blob: Buffer;
}

/** Does not fit: at the first interval whose entries, files or chain are not what they were when it was sealed. */
export interface Broken {
  readonly interval: number;
  readonly what: string;
}

/**
 * A recording as one blob: lines of JSON, deflated. After every interval a keyframe says what the files came to and links
 * them, with every entry before, to one hash.
 */
export function sealRecording(attempt: AttemptId, starter: Files, entries: readonly RecordedEntry[]): SealedRecording {
  const lines = [JSON.stringify({ v: 1, attempt })];
  const chain = new Chain(attempt, starter);
  for (let at = 0; at === 0 || at < entries.length; at += INTERVAL) {
    const interval = entries.slice(at, at + INTERVAL);
    const texts = interval.map((entry) => JSON.stringify(entry));
    lines.push(...texts, JSON.stringify({ keyframe: chain.close(texts, interval) }));
  }
  return { head: chain.head, blob: deflateSync(lines.join('\n'), { level: 9 }) };
}

/** What was sealed, if it still is: every entry is folded again, every hash made anew. */
export function openSealed(blob: Uint8Array, starter: Files): { readonly entries: readonly RecordedEntry[]; readonly head: string } | Broken {
  let lines: string[];
  let attempt: string;
  try {
    lines = inflateSync(blob).toString('utf8').split('\n');
    ({ attempt } = HeaderSchema.parse(JSON.parse(lines[0] ?? '')));
  } catch {
    return { interval: 0, what: 'it cannot be read' };
  }
  const chain = new Chain(attempt, starter);
  const entries: RecordedEntry[] = [];
  let texts: string[] = [];
  let interval = 1;
  for (const line of lines.slice(1)) {
    const parsed = parse(line);
    if (parsed === undefined) return { interval, what: 'a line cannot be read' };
    if ('v' in parsed) {
      texts.push(line);
      entries.push(parsed);
      continue;
    }
    const { files, chain: link } = chain.close(texts, entries.slice(entries.length - texts.length));
    if (link !== parsed.keyframe.chain) return { interval, what: 'what happened in it is not what was sealed' };
    if (files !== parsed.keyframe.files) return { interval, what: 'its files do not come to what was sealed' };
    texts = [];
    interval += 1;
  }
  if (texts.length > 0 || interval === 1) return { interval, what: 'its end is missing' };
  return { entries, head: chain.head };
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

  close(texts: readonly string[], entries: readonly RecordedEntry[]): { readonly files: string; readonly chain: string } {
    const events = entries.flatMap((entry) => entry.events.filter(isWorkspaceEvent));
    this.#workspace = applyEvents(this.#workspace, events);
    const files = filesHash(filesOf(this.#workspace));
    this.head = hashOf([this.head, files, ...texts].join('\n'));
    return { files, chain: this.head };
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
