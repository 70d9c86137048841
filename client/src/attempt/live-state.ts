import type { ActiveView, Lobby, Receipt } from '@twohours/wire/attempt';
import type { Problem } from '@twohours/wire/problem';
import type { Instant } from '@twohours/wire/time';
import type { Heard } from './countdown.ts';
import type { Desk } from './desk.ts';
import type { RunBook } from '../runs/run-book.ts';

export type SaveState =
  | { readonly kind: 'saved'; readonly at: Instant | undefined }
  | { readonly kind: 'saving' }
  /** `isKept`: the edits outlive this page on this device. */
  | { readonly kind: 'offline'; readonly unsent: number; readonly isKept: boolean; readonly at: Instant | undefined };

export type Writing =
  | { readonly kind: 'writer' }
  | { readonly kind: 'reader'; readonly why: 'tab' | 'device' }
  /** On the way to either. */
  | { readonly kind: 'asking' };

export type Ending =
  | 'no'
  | 'submitting'
  /** The server says that time is up; what was typed is on its way. */
  | 'time-up'
  /** By this page's counting time is up, and the server cannot be asked. */
  | 'unheard';

/** What was on this screen and did not become part of the attempt. */
export interface Stranded {
  readonly edits: number;
  readonly files: readonly { readonly path: string; readonly mine: string; readonly theirs: string }[];
}

export interface LobbyPage {
  readonly phase: 'ready';
  readonly lobby: Lobby;
  /** When its lengths were true, on the page's monotonic clock. */
  readonly heardAt: number;
}

export interface DeskPage {
  readonly phase: 'active';
  readonly attempt: ActiveView;
  readonly desk: Desk;
  readonly runs: RunBook;
  readonly time: Heard;
  readonly writing: Writing;
  readonly save: SaveState;
  readonly ending: Ending;
  readonly stranded: Stranded | undefined;
}

export interface ReceiptPage {
  readonly phase: 'closed';
  readonly receipt: Receipt;
  /** Edits that arrived too late and were kept beside the submission. */
  readonly late: number;
}

export type LivePage = LobbyPage | DeskPage | ReceiptPage;

export type LiveState =
  | { readonly status: 'connecting'; readonly waitingFor: string; readonly trouble?: Problem }
  | { readonly status: 'failed'; readonly problem: Problem }
  | { readonly status: 'ready'; readonly page: LivePage };
