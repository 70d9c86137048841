import type { AttemptView, LeaseReply, WorkspaceView } from '@twohours/wire/attempt';
import type { RunId } from '@twohours/wire/id';
import type { AppendReply, Batch } from '@twohours/wire/recording';
import type { BodyOf, ReplyOf } from '@twohours/wire/route';
import type { RunStory, RunView } from '@twohours/wire/run';
import type { EventReplyOf, NoticeOf, PayloadOf } from '@twohours/wire/socket';

/** What the server says unasked. */
export interface LinkListener {
  /** The socket is connected: everything said before is to be asked anew. */
  up(): void;
  down(): void;
  changed(notice: NoticeOf<'attempt:changed'>): void;
  takenOver(epoch: number): void;
  runHappened(notice: NoticeOf<'run:happened'>): void;
  runMoved(notice: NoticeOf<'run:moved'>): void;
  runEnded(run: RunView): void;
}

/**
 * The way to the server: over the socket while it is connected, over HTTP where it is not. Everything rejects with a
 * ProblemError; `unavailable` means that nobody answered and that it is worth another try.
 */
export interface Link {
  /** Whether notices arrive by themselves. */
  readonly isLive: boolean;
  open(listener: LinkListener): void;
  close(): void;
  /** The network is said to be back. */
  hurry(): void;
  readAttempt(): Promise<AttemptView>;
  startAttempt(): Promise<AttemptView>;
  submitAttempt(): Promise<AttemptView>;
  takeLease(request: BodyOf<'takeLease'>): Promise<LeaseReply>;
  readWorkspace(): Promise<WorkspaceView>;
  append(batch: Batch): Promise<AppendReply>;
  /** For the last moment of a page: nobody waits for the answers. */
  lastWords(batches: readonly Batch[]): void;
  keepLeftovers(leftovers: BodyOf<'keepLeftovers'>): Promise<void>;
  compare(payload: PayloadOf<'workspace:compare'>): Promise<EventReplyOf<'workspace:compare'>>;
  readClock(): Promise<EventReplyOf<'clock:read'>>;
  format(file: BodyOf<'formatFile'>): Promise<ReplyOf<'formatFile'>>;
  listRuns(): Promise<readonly RunView[]>;
  startRun(): Promise<RunView>;
  cancelRun(run: RunId): Promise<void>;
  followRun(run: RunId): Promise<RunStory>;
}
