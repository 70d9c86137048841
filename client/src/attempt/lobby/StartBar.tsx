import type { Lobby } from '@twohours/wire/attempt';
import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { countdownText, fullText, instantText, lengthText, timeText, zoneText } from '../../ui/format.ts';
import { Contact } from '../Contact.tsx';
import { spokenText } from '../countdown.ts';
import { loadWorkspace } from '../load-workspace.ts';
import { StartDialog } from './StartDialog.tsx';
import type { WindowState } from './window-state.ts';

const SOON_MS = 3_600_000;

/** Always in sight: what can be done now, and what it means in the reader's own time. */
export function StartBar({ lobby, window, onStart }: { lobby: Lobby; window: WindowState; onStart: () => Promise<void> }) {
  const [isAsking, setAsking] = useState(false);
  const ask = () => {
    setAsking(true);
    // Fetched while the candidate reads the question.
    void loadWorkspace().catch(() => undefined);
  };
  return (
    <footer className="sticky bottom-0 border-t border-line bg-surface">
      <div className="mx-auto flex w-full max-w-[720px] flex-col gap-2 px-5 py-3">
        {lobby.runsUnavailable !== undefined && window.kind !== 'over' && (
          <p role="status" className="text-timed-out">
            {lobby.runsUnavailable} We recommend to wait with starting: this page notices by itself when code can be run again.
          </p>
        )}
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <p className="text-ink-muted">
            <Meaning lobby={lobby} window={window} />
          </p>
          {window.kind !== 'over' && (
            <Button look="primary" size="large" disabled={window.kind !== 'open'} onClick={ask}>
              Start the {spokenText(lobby.allottedMs)}
            </Button>
          )}
        </div>
      </div>
      {window.kind === 'open' && <StartDialog open={isAsking} onOpenChange={setAsking} lobby={lobby} endsAt={window.endsAt} onStart={onStart} />}
    </footer>
  );
}

function Meaning({ lobby, window }: { lobby: Lobby; window: WindowState }) {
  switch (window.kind) {
    case 'not-yet':
      return (
        <>
          You can start from <time title={fullText(lobby.window.opensAt)}>{instantText(lobby.window.opensAt)}</time> ({zoneText(lobby.window.opensAt)}
          ) on, in{' '}
          {window.opensInMs < SOON_MS ? <span className="figures text-ink">{countdownText(window.opensInMs)}</span> : lengthText(window.opensInMs)}.
        </>
      );
    case 'open':
      return (
        <>
          If you start now, it ends at{' '}
          <span className="font-medium text-ink">
            {timeText(window.endsAt)} your time ({zoneText(window.endsAt)})
          </span>
          .
        </>
      );
    case 'over':
      return (
        <>
          The window for starting ended on {instantText(lobby.window.closesAt)}. For a new one, ask <Contact contact={lobby.contact} />.
        </>
      );
  }
}
