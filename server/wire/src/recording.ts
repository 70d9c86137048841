import { z } from 'zod';
import { EditedText } from './edited-text.ts';
import { AttemptIdSchema, GradingIdSchema, RunIdSchema } from './id.ts';
import { InstantSchema, LengthSchema } from './time.ts';
import {
  FileIdSchema,
  FilesSchema,
  filesOf,
  isEditable,
  pathComplaint,
  startingWorkspace,
  WORKSPACE_LIMITS,
  type EditableGlobs,
  type FileId,
  type Files,
  type Workspace,
  type WorkspaceFile,
} from './workspace.ts';

/** Why a text changed; a hint for the replay, never a judgement. */
export const CauseSchema = z.enum(['typed', 'paste', 'suggestion', 'format', 'undo']);
export type Cause = z.infer<typeof CauseSchema>;

/** Milliseconds before the batch was received, by the browser's own counting. */
const ago = LengthSchema;
const f = FileIdSchema;
const path = z.string().max(WORKSPACE_LIMITS.pathLength);
const text = z.string().max(WORKSPACE_LIMITS.fileLength);

/** Offset `o` and deleted length `d` count UTF-16 units of a text whose line ends are LF; `s` is put in their place. */
export const EditSchema = z.strictObject({
  kind: z.literal('edit'),
  f,
  o: z.number().int().nonnegative(),
  d: z.number().int().nonnegative(),
  s: text,
  k: CauseSchema.optional(),
  ago,
});
export const WorkspaceEventSchema = z.discriminatedUnion('kind', [
  EditSchema,
  z.strictObject({ kind: z.literal('created'), f, path, text, ago }),
  z.strictObject({ kind: z.literal('renamed'), f, path, ago }),
  z.strictObject({ kind: z.literal('deleted'), f, ago }),
  /** The whole text, when browser and server found that theirs differ. */
  z.strictObject({ kind: z.literal('snapshot'), f, text, ago }),
]);
export type WorkspaceEvent = z.infer<typeof WorkspaceEventSchema>;

/** What a browser sends at a time: at most every 250 ms. */
export const BatchSchema = z.strictObject({
  seq: z.number().int().positive(),
  epoch: z.number().int().positive(),
  events: z.array(WorkspaceEventSchema).min(1).max(2_000),
});
export type Batch = z.infer<typeof BatchSchema>;

/** What the server itself writes into the recording. */
export const AttemptEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('started') }),
  z.strictObject({ kind: z.literal('taken-over'), epoch: z.number().int() }),
  z.strictObject({ kind: z.literal('connected') }),
  z.strictObject({ kind: z.literal('disconnected') }),
  z.strictObject({ kind: z.literal('run-started'), run: RunIdSchema }),
  z.strictObject({ kind: z.literal('run-ended'), run: RunIdSchema, how: z.string() }),
  z.strictObject({
    kind: z.literal('granted'),
    grant: z.enum(['extended', 'credited', 'reopened']),
    ms: LengthSchema,
    /** Random: where only the hash of it may be told, nobody finds by trying what it is the hash of. */
    salt: z.string(),
  }),
  z.strictObject({ kind: z.literal('closed'), by: z.enum(['candidate', 'deadline', 'staff']), grading: GradingIdSchema.optional() }),
]);
export type AttemptEvent = z.infer<typeof AttemptEventSchema>;

/** Readers skip kinds that they do not know, so that an old reader can read a new recording. */
const UnknownEventSchema = z.looseObject({ kind: z.string() });

const RecordedEventSchema = z.union([WorkspaceEventSchema, AttemptEventSchema, UnknownEventSchema]);

/** One entry of an attempt's stream. `at` is milliseconds since Start on the server's clock. Only batches have seq and epoch. */
export const RecordedEntrySchema = z.object({
  v: z.literal(1),
  at: LengthSchema,
  seq: z.number().int().positive().optional(),
  epoch: z.number().int().positive().optional(),
  events: z.array(RecordedEventSchema),
});
export type RecordedEntry = z.infer<typeof RecordedEntrySchema>;

/**
 * A recording as the server has read and checked it. Two hours are 20,000 events: going through all their fields once more at
 * each end would take longer than anything else about opening a replay.
 */
const ReadEntrySchema = z.custom<RecordedEntry>(isReadEntry, 'an entry of a recording');

const ENTRY_MEMBERS = new Set(Object.keys(RecordedEntrySchema.shape));

function isReadEntry(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('v' in value && 'at' in value && 'events' in value)) return false;
  if (!Object.keys(value).every((member) => ENTRY_MEMBERS.has(member))) return false;
  return value.v === 1 && typeof value.at === 'number' && Array.isArray(value.events) && value.events.every(isReadEvent);
}

function isReadEvent(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('kind' in value) || typeof value.kind !== 'string') return false;
  // Nearly all are edits.
  if (value.kind !== 'edit') return RecordedEventSchema.safeParse(value).success;
  const { f: file, o, d, s } = value as { f?: unknown; o?: unknown; d?: unknown; s?: unknown };
  return typeof file === 'string' && typeof s === 'string' && Number.isSafeInteger(o) && Number.isSafeInteger(d);
}

/** What a replay is made of, for staff: elapsed time only, so without how much was allotted and why. */
export const RecordingViewSchema = z.strictObject({ starter: FilesSchema, entries: z.array(ReadEntrySchema) });
export type RecordingView = z.infer<typeof RecordingViewSchema>;

/** Answer to a batch. Sending the same batch again is harmless: it is `saved` once more. */
export const AppendReplySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('saved'), seq: z.number().int(), savedAt: InstantSchema }),
  /** Another tab or device writes now. */
  z.strictObject({ kind: z.literal('not-the-writer'), epoch: z.number().int() }),
  /** Send from `expected` on. */
  z.strictObject({ kind: z.literal('gap'), expected: z.number().int() }),
  z.strictObject({ kind: z.literal('closed') }),
  /** It can never be applied; the client drops it and reads the workspace anew. */
  z.strictObject({ kind: z.literal('refused'), message: z.string() }),
]);
export type AppendReply = z.infer<typeof AppendReplySchema>;

/** Unsent work found after the attempt closed, or written under an epoch that is over. Kept beside the submission. */
export const LeftoverSchema = z.strictObject({
  attempt: AttemptIdSchema,
  kind: z.enum(['late', 'stranded']),
  batches: z.array(BatchSchema).min(1).max(5_000),
});

/* ---- the fold ---- */

/** Whether it changes files; all others stand beside. */
export function isWorkspaceEvent(event: { kind: string }): event is WorkspaceEvent {
  return event.kind === 'edit' || event.kind === 'created' || event.kind === 'renamed' || event.kind === 'deleted' || event.kind === 'snapshot';
}

function sizeOf(workspace: Workspace): number {
  let size = 0;
  for (const file of workspace.values()) size += file.text.length;
  return size;
}

function placeComplaint(workspace: Workspace, globs: EditableGlobs, id: FileId, target: string): string | undefined {
  const complaint = pathComplaint(target);
  if (complaint !== undefined) return complaint;
  if (!isEditable(globs, target)) return `${target} is not a place for files of yours in this exercise.`;
  for (const [other, file] of workspace) {
    if (other === id) continue;
    if (file.path.toLowerCase() === target.toLowerCase()) return `There is a file ${file.path} already.`;
    if (file.path.startsWith(`${target}/`) || target.startsWith(`${file.path}/`)) return `${target} cannot be both a file and a folder.`;
  }
  return undefined;
}

function lengthComplaint(workspace: Workspace, before: string, length: number): string | undefined {
  if (length > WORKSPACE_LIMITS.fileLength) return `A file may have ${WORKSPACE_LIMITS.fileLength / 1024} Ki characters at most.`;
  if (sizeOf(workspace) - before.length + length > WORKSPACE_LIMITS.totalLength) {
    return `All files together may have ${WORKSPACE_LIMITS.totalLength / 1024} Ki characters at most.`;
  }
  return undefined;
}

/** Why this event cannot be applied to this workspace, or undefined. Server and browser ask the same. */
export function eventComplaint(workspace: Workspace, globs: EditableGlobs, event: WorkspaceEvent): string | undefined {
  const file = workspace.get(event.f);
  if (event.kind === 'created') {
    if (file) return 'That file was made already.';
    if (workspace.size >= WORKSPACE_LIMITS.files) return `There may be ${WORKSPACE_LIMITS.files} files at most.`;
    if (event.text.includes('\r')) return 'Line ends are LF.';
    return placeComplaint(workspace, globs, event.f, event.path) ?? lengthComplaint(workspace, '', event.text.length);
  }
  if (!file) return 'There is no such file.';
  if (!isEditable(globs, file.path)) return `${file.path} is read-only.`;
  switch (event.kind) {
    case 'edit':
      if (event.o + event.d > file.text.length) return 'The edit lies outside the file.';
      if (event.s.includes('\r')) return 'Line ends are LF.';
      return lengthComplaint(workspace, file.text, file.text.length - event.d + event.s.length);
    case 'snapshot':
      if (event.text.includes('\r')) return 'Line ends are LF.';
      return lengthComplaint(workspace, file.text, event.text.length);
    case 'renamed':
      return placeComplaint(workspace, globs, event.f, event.path);
    case 'deleted':
      return undefined;
  }
}

function applyTo(files: Map<FileId, WorkspaceFile>, event: Exclude<WorkspaceEvent, { kind: 'edit' }>): void {
  const file = files.get(event.f);
  switch (event.kind) {
    case 'created':
      files.set(event.f, { path: event.path, text: event.text });
      return;
    case 'deleted':
      files.delete(event.f);
      return;
    case 'renamed':
      if (file) files.set(event.f, { path: event.path, text: file.text });
      return;
    case 'snapshot':
      if (file) files.set(event.f, { path: file.path, text: event.text });
      return;
  }
}

export function applyEvents(workspace: Workspace, events: readonly WorkspaceEvent[]): Workspace {
  const files = new Map(workspace);
  let edited: { readonly f: FileId; readonly file: WorkspaceFile; readonly text: EditedText } | undefined;
  const endEdits = () => {
    if (edited) files.set(edited.f, { path: edited.file.path, text: edited.text.text });
    edited = undefined;
  };
  for (const event of events) {
    if (edited && (event.kind !== 'edit' || event.f !== edited.f)) endEdits();
    const file = files.get(event.f);
    if (event.kind !== 'edit') applyTo(files, event);
    else if (file) {
      edited ??= { f: event.f, file, text: new EditedText(file.text) };
      edited.text.edit(event.o, event.d, event.s);
    }
  }
  endEdits();
  return files;
}

export interface TimedEvent {
  readonly at: number;
  readonly event: RecordedEntry['events'][number];
}

/** Every event with its moment since Start. A browser's `ago` is believed only so far that time never runs backwards. */
export function timeline(entries: readonly RecordedEntry[]): TimedEvent[] {
  let latest = 0;
  return entries.flatMap((entry) =>
    entry.events.map((event) => {
      const before = 'ago' in event && typeof event.ago === 'number' ? event.ago : 0;
      latest = Math.max(latest, Math.min(entry.at, entry.at - before));
      return { at: latest, event };
    }),
  );
}

/** The workspace as it stood at `at` (inclusive). The recording itself is not touched. */
export function workspaceAt(starter: Files, entries: readonly RecordedEntry[], at: number = Infinity): Workspace {
  const events = timeline(entries).filter((timed) => timed.at <= at);
  return applyEvents(
    startingWorkspace(starter),
    events.flatMap(({ event }) => (isWorkspaceEvent(event) ? [event] : [])),
  );
}

export function filesAt(starter: Files, entries: readonly RecordedEntry[], at: number = Infinity): Files {
  return filesOf(workspaceAt(starter, entries, at));
}
