import type { SealedPart } from '@twohours/wire/exercise';
import type { AttemptId } from '@twohours/wire/id';
import { Refused } from '@twohours/wire/problem';
import { applyEvents, eventComplaint, type AppendReply, type Batch } from '@twohours/wire/recording';
import type { Clock } from '@twohours/wire/time';
import type { Workspace } from '@twohours/wire/workspace';
import type { AttemptStore } from '../attempts/attempt-store.ts';
import type { KeyedLock } from '../concurrency/keyed-lock.ts';
import type { Workspaces } from '../workspaces/workspaces.ts';
import { instantOf, type RecordingStore } from './recording-store.ts';

/** A recording of two busy hours has about one MiB; more than this is not typing. */
const MAX_RECORDING_BYTES = 64 * 1024 * 1024;

export interface AppendEditsDeps {
  readonly attempts: Pick<AttemptStore, 'head'>;
  readonly recordings: Pick<RecordingStore, 'append'>;
  readonly workspaces: Pick<Workspaces, 'read'>;
  readonly sealedPartOf: (attempt: AttemptId) => Promise<SealedPart>;
  readonly appending: KeyedLock;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Appends a batch to an attempt's recording. Batches of one attempt are looked at one after the other here, so that each
 * is checked against the workspace it will meet; what must hold across servers is checked once more by the script.
 */
export async function appendEdits(deps: AppendEditsDeps, attempt: AttemptId, batch: Batch): Promise<AppendReply> {
  return deps.appending.run(attempt, async () => {
    const head = await deps.attempts.head(attempt);
    if (!head) throw new Refused('attempt-unknown', 'There is no such attempt.');
    if (head.phase === 'ready') throw new Refused('attempt-not-started', 'It has not been started.');
    if (batch.epoch !== head.epoch) return { kind: 'not-the-writer', epoch: head.epoch };
    if (batch.seq <= head.seq) return { kind: 'saved', seq: head.seq, savedAt: deps.clock.now() };
    const now = deps.clock.now();
    if (head.phase === 'closed') return { kind: 'closed' };
    if (now >= head.closesAt) throw beingClosed();
    if (batch.seq !== head.seq + 1) return { kind: 'gap', expected: head.seq + 1 };
    if (head.bytes > MAX_RECORDING_BYTES) return { kind: 'refused', message: 'More was sent than two hours of typing can be.' };

    const sealed = await deps.sealedPartOf(attempt);
    const { workspace } = await deps.workspaces.read(attempt, sealed);
    const complaint = batchComplaint(workspace, sealed, batch);
    if (complaint !== undefined) return { kind: 'refused', message: complaint };

    const at = Math.min(now, head.deadline) - head.startedAt;
    const reply = await deps.recordings.append(attempt, batch, at, now);
    switch (reply[0]) {
      case 'saved':
        return { kind: 'saved', seq: reply[1], savedAt: instantOf(reply[2]) };
      case 'repeated':
        return { kind: 'saved', seq: reply[1], savedAt: now };
      case 'not-the-writer':
        return { kind: 'not-the-writer', epoch: reply[1] };
      case 'gap':
        return { kind: 'gap', expected: reply[1] };
      case 'closed':
        if ((await deps.attempts.head(attempt))?.phase === 'active') throw beingClosed();
        return { kind: 'closed' };
    }
  });
}

/** Late, and not closed: after an outage of ours the sweep may be about to hold it open. Only closed is too late for good. */
function beingClosed(): Refused {
  return new Refused('unavailable', 'Time was up a moment ago, and what you typed is being handed in.');
}

function batchComplaint(workspace: Workspace, sealed: SealedPart, batch: Batch): string | undefined {
  let current = workspace;
  for (const event of batch.events) {
    const complaint = eventComplaint(current, sealed, event);
    if (complaint !== undefined) return complaint;
    current = applyEvents(current, [event]);
  }
  return undefined;
}
