import type { AttemptId } from '@twohours/wire/id';
import { newId } from '@twohours/wire/id';
import { z } from 'zod';
import type { BrowserClock } from '../api/clock.ts';
import { Bell } from './bell.ts';

const MessageSchema = z.object({ kind: z.enum(['claim', 'wait', 'yielded']), of: z.string() });

/** A writer answers a claim at once; silence means that there is none. */
const ANSWER_MS = 150;
/** A writer puts away what it has within this; one that does not is fenced by the journal's epoch. */
const YIELD_MS = 1_500;

/** The other tabs of this browser profile that have the same attempt open. */
export interface Tabs {
  /** Asks the one that writes to stop, and waits until what it has is in the shared journal. */
  claim(signal: AbortSignal): Promise<void>;
  /** `yieldNow` answers false in a tab that does not write. */
  answerClaims(yieldNow: () => { isWriter: boolean; settled: Promise<void> }): void;
  close(): void;
}

export function openTabs(attempt: AttemptId, clock: Pick<BrowserClock, 'sleep'>): Tabs {
  const channel = new BroadcastChannel(`twohours:${attempt}`);
  const me = newId('att');
  const heard = new Bell();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel reaches its own origin only
  const post = (message: z.infer<typeof MessageSchema>) => channel.postMessage(message);
  let answer: 'none' | 'wait' | 'yielded' = 'none';
  let yieldNow = (): { isWriter: boolean; settled: Promise<void> } => ({ isWriter: false, settled: Promise.resolve() });

  const give = async (of: string) => {
    const yielding = yieldNow();
    if (!yielding.isWriter) return;
    post({ kind: 'wait', of });
    await yielding.settled;
    post({ kind: 'yielded', of });
  };

  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = MessageSchema.safeParse(data);
    if (!message.success) return;
    const { kind, of } = message.data;
    if (kind === 'claim') void give(of);
    else if (of === me) {
      answer = kind;
      heard.ring();
    }
  });

  return {
    async claim(signal) {
      answer = 'none';
      post({ kind: 'claim', of: me });
      await heard.waitAtMost(ANSWER_MS, clock, signal);
      if (answer === ('wait' as typeof answer)) await heard.waitAtMost(YIELD_MS, clock, signal);
    },
    answerClaims(handler) {
      yieldNow = handler;
    },
    close: () => channel.close(),
  };
}
