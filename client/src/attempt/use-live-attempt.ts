import { useEffect, useState, useSyncExternalStore } from 'react';
import { toast } from 'sonner';
import { clock } from '../api/clock.ts';
import { deviceId } from './device.ts';
import { openJournal } from './indexed-journal.ts';
import { LiveAttempt } from './live-attempt.ts';
import type { LiveState } from './live-state.ts';
import { isOthersSession, onSessionChange, setSessionAttempt } from './session-attempt.ts';
import { SocketLink } from './socket-link.ts';
import { openTabs } from './tabs.ts';

function makeLiveAttempt(): LiveAttempt {
  return new LiveAttempt({
    link: new SocketLink(),
    clock,
    device: deviceId(),
    openJournal,
    openTabs: (attempt) => openTabs(attempt, clock),
    claimSession: setSessionAttempt,
    isOthersSession,
    notice: (sentence) => toast.warning(sentence, { duration: 20_000 }),
  });
}

/** The attempt of this browser's session, for as long as the component is there. */
export function useLiveAttempt(): [LiveState, LiveAttempt] {
  const [live] = useState(makeLiveAttempt);

  // Outside React: the server, and what the browser says about itself.
  useEffect(() => {
    const wakeUp = () => {
      if (document.visibilityState === 'visible') live.wakeUp();
    };
    const lastWords = () => live.lastWords();
    const deaf = onSessionChange(() => live.sessionChanged());
    live.open();
    document.addEventListener('visibilitychange', wakeUp);
    window.addEventListener('online', wakeUp);
    window.addEventListener('offline', wakeUp);
    window.addEventListener('pagehide', lastWords);
    return () => {
      deaf();
      document.removeEventListener('visibilitychange', wakeUp);
      window.removeEventListener('online', wakeUp);
      window.removeEventListener('offline', wakeUp);
      window.removeEventListener('pagehide', lastWords);
      live.close();
    };
  }, [live]);

  return [useSyncExternalStore(live.subscribe, () => live.state), live];
}
