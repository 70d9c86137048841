import type { SealedPart } from '@twohours/wire/exercise';
import type { AttemptId, RunId } from '@twohours/wire/id';
import { applyEvents, WorkspaceEventSchema, type WorkspaceEvent } from '@twohours/wire/recording';
import type { Instant } from '@twohours/wire/time';
import { filesOf, startingWorkspace, type Files, type Workspace } from '@twohours/wire/workspace';
import type { RecordingStore, StoredEntry } from '../recordings/recording-store.ts';
import { instantOf } from '../recordings/recording-store.ts';

export interface HeldWorkspace {
  readonly workspace: Workspace;
  /** Of the last batch that is in it. */
  readonly seq: number;
  readonly savedAt: Instant | undefined;
  readonly lastEntry: string | undefined;
  /** The latest run that was asked for, and what it found. */
  readonly lastRun: { readonly id: string; readonly workspace: Workspace } | undefined;
}

const NOTHING_READ = { seq: 0, savedAt: undefined, lastEntry: undefined, lastRun: undefined };

const KEPT = 500;

/**
 * The workspaces of attempts that this server deals with, each at the sequence number it has read up to. A cache and
 * nothing more: it is caught up from the recording before every use, so that another server's appends are in it.
 */
export class Workspaces {
  readonly #recordings: Pick<RecordingStore, 'readAfter'>;
  readonly #held = new Map<AttemptId, HeldWorkspace>();

  constructor(recordings: Pick<RecordingStore, 'readAfter'>) {
    this.#recordings = recordings;
  }

  async read(attempt: AttemptId, sealed: Pick<SealedPart, 'starter'>): Promise<HeldWorkspace> {
    const held = this.#held.get(attempt) ?? { workspace: startingWorkspace(sealed.starter), ...NOTHING_READ };
    const news = await this.#recordings.readAfter(attempt, held.lastEntry);
    const current = news.reduce(withEntry, held);
    this.#keep(attempt, current);
    return current;
  }

  /**
   * The files as they stood when this run was asked for: what was typed a moment later is not in them. For a run that is
   * under way; one goes on at a time, so that it is the latest.
   */
  async filesOfRun(attempt: AttemptId, sealed: Pick<SealedPart, 'starter'>, run: RunId): Promise<Files> {
    const { lastRun } = await this.read(attempt, sealed);
    if (lastRun?.id !== run) throw new Error(`${run} is not the latest run in the recording of ${attempt}`);
    return filesOf(lastRun.workspace);
  }

  #keep(attempt: AttemptId, held: HeldWorkspace): void {
    this.#held.delete(attempt);
    this.#held.set(attempt, held);
    const oldest = this.#held.keys().next();
    if (this.#held.size > KEPT && oldest.value !== undefined) this.#held.delete(oldest.value);
  }
}

function withEntry(held: HeldWorkspace, { id, entry }: StoredEntry): HeldWorkspace {
  if (entry.seq === undefined) return { ...held, lastEntry: id, lastRun: runStartedBy(entry, held.workspace) ?? held.lastRun };
  const events = entry.events.flatMap((event): WorkspaceEvent[] => {
    const known = WorkspaceEventSchema.safeParse(event);
    return known.success ? [known.data] : [];
  });
  return { ...held, workspace: applyEvents(held.workspace, events), seq: entry.seq, savedAt: instantOf(id), lastEntry: id };
}

function runStartedBy(entry: StoredEntry['entry'], workspace: Workspace): HeldWorkspace['lastRun'] {
  const started = entry.events.find((event) => event.kind === 'run-started');
  return started && 'run' in started && typeof started.run === 'string' ? { id: started.run, workspace } : undefined;
}
