import type { WorkspaceView } from '@twohours/wire/attempt';
import type { AppendReply, Batch } from '@twohours/wire/recording';
import type { Problem } from '@twohours/wire/problem';
import type { BrowserClock } from '../api/clock.ts';
import type { Bell } from './bell.ts';
import type { Journal, JournalBatch, Lease } from './journal.ts';
import type { Link } from './link.ts';
import { Outbox, type Halt } from './outbox.ts';
import { patiently } from './patiently.ts';
import type { Tabs } from './tabs.ts';

/** Between two looks at whether what was kept has arrived. */
const LOOK_MS = 2_000;

export interface LeasePorts {
  readonly link: Link;
  readonly clock: BrowserClock;
  readonly journal: Journal;
  readonly tabs: Tabs;
  readonly device: string;
  readonly hurry: Bell;
  /** Throws when the server cannot be asked, or must not be. */
  send(batch: Batch): Promise<AppendReply>;
}

export type Entered =
  | { readonly kind: 'writer'; readonly epoch: number; readonly view: WorkspaceView }
  /** Another device writes. */
  | { readonly kind: 'reader'; readonly view: WorkspaceView }
  | { readonly kind: 'closed' };

/**
 * Takes the lease, where it may be had: first the tab of this profile that has it puts away what it holds, then what
 * the journal holds is sent under the new lease, and only then is the workspace read, so that everything is in it.
 */
export async function enter(
  ports: LeasePorts,
  takeOver: boolean,
  signal: AbortSignal,
  tell: (waitingFor: string, trouble?: Problem) => void,
): Promise<Entered> {
  const { link, journal } = ports;
  const ask = <T>(waitingFor: string, question: () => Promise<T>) => {
    tell(waitingFor);
    return patiently(question, { ...ports, signal, onTrouble: (trouble) => tell(waitingFor, trouble) });
  };
  const read = () => ask('Reading your files', () => link.readWorkspace());

  await ports.tabs.claim(signal);
  await journal.ask();
  const lease = await ask('Opening your workspace', () => link.takeLease({ device: ports.device, takeOver }));
  if (lease.kind === 'reader') {
    await journal.broken();
    return { kind: 'reader', view: await read() };
  }
  const waiting = await journal.adopt(lease);
  if (waiting.length > 0) {
    const edits = waiting.reduce((sum, batch) => sum + batch.events.length, 0);
    tell(`Sending ${edits} ${edits === 1 ? 'edit' : 'edits'} that this device kept`);
    const halt = await drain(ports, lease, waiting, signal);
    if (halt?.kind === 'closed') return { kind: 'closed' };
    // They cannot become part of the recording any more: kept beside it, never dropped.
    if (halt) await journal.giveUp('stranded', lease.epoch);
  }
  const view = await read();
  return view.attempt.epoch === lease.epoch ? { kind: 'writer', epoch: lease.epoch, view } : { kind: 'reader', view };
}

async function drain(ports: LeasePorts, lease: Lease, waiting: readonly JournalBatch[], signal: AbortSignal): Promise<Halt | undefined> {
  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  const outbox = new Outbox(ports, lease, waiting, () => undefined);
  const halted = outbox.run(either);
  const emptied = async () => {
    while (!either.aborted && !(await outbox.flush(LOOK_MS, either)));
    return undefined;
  };
  try {
    return await Promise.race([halted, emptied()]);
  } finally {
    done.abort();
  }
}
