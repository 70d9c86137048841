import type { SealedPart } from '@twohours/wire/exercise';
import type { AttemptId } from '@twohours/wire/id';
import { applyEvents, WorkspaceEventSchema, type WorkspaceEvent } from '@twohours/wire/recording';
import type { Instant } from '@twohours/wire/time';
import { startingWorkspace, type Workspace } from '@twohours/wire/workspace';
import type { RecordingStore, StoredEntry } from '../recordings/recording-store.ts';
import { instantOf } from '../recordings/recording-store.ts';

export interface HeldWorkspace {
  readonly workspace: Workspace;
  /** Of the last batch that is in it. */
  readonly seq: number;
  readonly savedAt: Instant | undefined;
  readonly lastEntry: string | undefined;
}

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
    const held = this.#held.get(attempt) ?? { workspace: startingWorkspace(sealed.starter), seq: 0, savedAt: undefined, lastEntry: undefined };
    const news = await this.#recordings.readAfter(attempt, held.lastEntry);
    const current = news.reduce(withEntry, held);
    this.#keep(attempt, current);
    return current;
  }

  #keep(attempt: AttemptId, held: HeldWorkspace): void {
    this.#held.delete(attempt);
    this.#held.set(attempt, held);
    const oldest = this.#held.keys().next();
    if (this.#held.size > KEPT && oldest.value !== undefined) this.#held.delete(oldest.value);
  }
}

function withEntry(held: HeldWorkspace, { id, entry }: StoredEntry): HeldWorkspace {
  if (entry.seq === undefined) return { ...held, lastEntry: id };
  const events = entry.events.flatMap((event): WorkspaceEvent[] => {
    const known = WorkspaceEventSchema.safeParse(event);
    return known.success ? [known.data] : [];
  });
  return { workspace: applyEvents(held.workspace, events), seq: entry.seq, savedAt: instantOf(id), lastEntry: id };
}
