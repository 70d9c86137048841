import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { HashSchema } from '@twohours/wire/exercise';
import type { AttemptId } from '@twohours/wire/id';
import { applyEvents, isWorkspaceEvent, RecordedEntrySchema, type RecordedEntry } from '@twohours/wire/recording';
import { filesOf, startingWorkspace, type Files, type Workspace } from '@twohours/wire/workspace';
import { z } from 'zod';
import { filesHash } from './files-hash.ts';

/** So many entries lie between two keyframes: some minutes of typing. */
const INTERVAL = 200;

const HeaderSchema = z.strictObject({ v: z.literal(2), attempt: z.string() });
/** What stood there after all entries before it, and the hash over them and everything before. */
const KeyframeSchema = z.strictObject({ keyframe: z.strictObject({ files: z.string(), chain: z.string() }) });
/** Stands for an entry that the reader is not told: the chain links hashes of entries, and holds without it. */
const WithheldSchema = z.strictObject({ withheld: HashSchema });

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

/** What was sealed, as far as its reader is told. */
export interface OpenedRecording {
  readonly attempt: string;
  readonly entries: readonly RecordedEntry[];
  readonly withheld: number;
  readonly intervals: number;
  /** What the entries came to. */
  readonly files: Files;
}

/** Does not fit: at the first interval whose entries, files or chain are not what they were when it was sealed. */
export interface Broken {
  readonly interval: number;
  readonly what: string;
  /** Since Start, as far as that can still be read in it. */
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * A recording as one text. After every interval a keyframe says what the files came to and links them, with every entry
 * before, to one hash. Entries stand there as they were stored, whatever this code makes of them: a later version has the
 * same head. What is withheld changes no files, and the head is the same with it and without.
 */
export function sealRecording(
  attempt: AttemptId,
  starter: Files,
  entries: readonly RawEntry[],
  isWithheld: (entry: RecordedEntry) => boolean = () => false,
): SealedRecording {
  const lines = [JSON.stringify({ v: 2, attempt })];
  const chain = new Chain(attempt, starter);
  for (let at = 0; at === 0 || at < entries.length; at += INTERVAL) {
    const interval = entries.slice(at, at + INTERVAL).map(({ text, entry }) => ({ text, entry, hash: hashOf(text) }));
    lines.push(...interval.map(({ text, entry, hash }) => (isWithheld(entry) ? JSON.stringify({ withheld: hash }) : text)));
    lines.push(JSON.stringify({ keyframe: chain.close(interval) }));
  }
  return { head: chain.head, text: lines.join('\n') };
}

export function packSealed({ text }: Pick<SealedRecording, 'text'>): Buffer {
  return deflateSync(text, { level: 9 });
}

/** What was packed under this head, if it still is. */
export function openSealed(blob: Uint8Array, starter: Files, head: string): OpenedRecording | Broken {
  let text: string;
  try {
    text = inflateSync(blob).toString('utf8');
  } catch {
    return UNREADABLE;
  }
  return readSealed(text, starter, head);
}

const UNREADABLE: Broken = { interval: 0, what: 'it cannot be read', fromMs: 0, toMs: 0 };

/** What was sealed under this head, if it still is: every entry is folded again, every hash made anew. */
export function readSealed(text: string, starter: Files, head: string): OpenedRecording | Broken {
  const lines = text.split('\n');
  const header = HeaderSchema.safeParse(json(lines[0] ?? ''));
  if (!header.success) return UNREADABLE;
  const { attempt } = header.data;
  const chain = new Chain(attempt, starter);
  const entries: RecordedEntry[] = [];
  let open: Link[] = [];
  let [interval, withheld, fromMs] = [1, 0, 0];
  const broken = (what: string): Broken => ({ interval, what, fromMs, toMs: latestOf(open) ?? fromMs });
  for (const line of lines.slice(1)) {
    const parsed = LineSchema.safeParse(json(line)).data;
    if (parsed === undefined) return broken('a line cannot be read');
    if ('v' in parsed) {
      open.push({ hash: hashOf(line), entry: parsed });
      entries.push(parsed);
      continue;
    }
    if ('withheld' in parsed) {
      open.push({ hash: parsed.withheld });
      withheld += 1;
      continue;
    }
    const { files, chain: link } = chain.close(open);
    // The files first: they are what the chain is about.
    if (files !== parsed.keyframe.files) return broken('its files do not come to what was sealed');
    if (link !== parsed.keyframe.chain) return broken('what happened in it is not what was sealed');
    fromMs = latestOf(open) ?? fromMs;
    open = [];
    interval += 1;
  }
  if (open.length > 0 || interval === 1) return broken('its end is missing');
  if (chain.head !== head) return broken('it does not end with what was signed');
  return { attempt, entries, withheld, intervals: interval - 1, files: chain.files };
}

const LineSchema = z.union([KeyframeSchema, WithheldSchema, RecordedEntrySchema]);

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** An entry in the chain; one that is withheld has nothing but its hash. */
interface Link {
  readonly hash: string;
  readonly entry?: RecordedEntry;
}

function latestOf(links: readonly Link[]): number | undefined {
  return links.findLast(({ entry }) => entry !== undefined)?.entry?.at;
}

class Chain {
  head: string;
  #workspace: Workspace;

  constructor(attempt: string, starter: Files) {
    this.#workspace = startingWorkspace(starter);
    this.head = hashOf(`twohours recording 2\n${attempt}\n${filesHash(starter)}`);
  }

  get files(): Files {
    return filesOf(this.#workspace);
  }

  close(interval: readonly Link[]): { readonly files: string; readonly chain: string } {
    const events = interval.flatMap(({ entry }) => entry?.events.filter(isWorkspaceEvent) ?? []);
    this.#workspace = applyEvents(this.#workspace, events);
    const files = filesHash(this.files);
    this.head = hashOf([this.head, files, ...interval.map(({ hash }) => hash)].join('\n'));
    return { files, chain: this.head };
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
