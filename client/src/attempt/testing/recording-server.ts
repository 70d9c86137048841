import type { AppendReply, Batch, RecordedEntry } from '@twohours/wire/recording';
import { applyEvents, eventComplaint, filesAt } from '@twohours/wire/recording';
import { startingWorkspace, type Files, type Workspace } from '@twohours/wire/workspace';
import type { Lease } from '../journal.ts';

const GLOBS = { editable: ['**'], readOnly: ['api.go'] };

/** The rules by which the server appends, over a plain array. */
export class RecordingServer {
  readonly starter: Files;
  readonly entries: RecordedEntry[] = [];
  isClosed = false;
  /** As many batches are refused, whatever is in them. */
  refusals = 0;
  epoch = 0;
  seq = 0;
  #workspace: Workspace;

  constructor(starter: Files) {
    this.starter = starter;
    this.#workspace = startingWorkspace(starter);
  }

  lease(): Lease {
    this.epoch++;
    return { epoch: this.epoch, seq: this.seq };
  }

  append(batch: Batch): AppendReply {
    if (batch.epoch !== this.epoch) return { kind: 'not-the-writer', epoch: this.epoch };
    if (this.isClosed) return { kind: 'closed' };
    if (batch.seq <= this.seq) return { kind: 'saved', seq: batch.seq, savedAt: this.seq };
    if (batch.seq > this.seq + 1) return { kind: 'gap', expected: this.seq + 1 };
    if (this.refusals > 0) {
      this.refusals--;
      return { kind: 'refused', message: 'No.' };
    }
    let next = this.#workspace;
    for (const event of batch.events) {
      const complaint = eventComplaint(next, GLOBS, event);
      if (complaint !== undefined) return { kind: 'refused', message: complaint };
      next = applyEvents(next, [event]);
    }
    this.#workspace = next;
    this.seq = batch.seq;
    this.entries.push({ v: 1, at: this.seq * 250, seq: batch.seq, epoch: batch.epoch, events: batch.events });
    return { kind: 'saved', seq: batch.seq, savedAt: this.seq };
  }

  get workspace(): Workspace {
    return this.#workspace;
  }

  /** By the fold that replay and submission use. */
  get files(): Files {
    return filesAt(this.starter, this.entries);
  }
}
