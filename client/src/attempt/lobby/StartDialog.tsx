import type { Lobby } from '@twohours/wire/attempt';
import type { Problem } from '@twohours/wire/problem';
import type { Instant } from '@twohours/wire/time';
import { useState } from 'react';
import { problemOf } from '../../api/problem-error.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { timeText, zoneText } from '../../ui/format.ts';
import { ProblemMessage } from '../../ui/ProblemMessage.tsx';
import { spokenText } from '../countdown.ts';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  lobby: Lobby;
  endsAt: Instant;
  onStart: () => Promise<void>;
}

/** Asks once. */
export function StartDialog({ open, onOpenChange, lobby, endsAt, onStart }: Props) {
  const [isStarting, setStarting] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const start = async () => {
    setStarting(true);
    setProblem(undefined);
    try {
      // The page turns into the workspace; until then the button stays pressed.
      await onStart();
    } catch (error) {
      setProblem(problemOf(error));
      setStarting(false);
    }
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Start the ${spokenText(lobby.allottedMs)} now?`}
      description={
        <>
          They end at{' '}
          <strong className="font-semibold text-ink">
            {timeText(endsAt)} your time ({zoneText(endsAt)})
          </strong>
          . The clock runs on when you close the page; with your link you come back at any time, from any computer.
        </>
      }
      actions={
        <>
          <Button onClick={() => onOpenChange(false)} disabled={isStarting}>
            Not yet
          </Button>
          <Button look="primary" disabled={isStarting} onClick={() => void start()}>
            {isStarting ? 'Starting …' : `Start the ${spokenText(lobby.allottedMs)}`}
          </Button>
        </>
      }
    >
      {lobby.runsUnavailable !== undefined && (
        <p className="text-timed-out">{lobby.runsUnavailable} You would write without running it until that is mended.</p>
      )}
      {problem && <ProblemMessage problem={problem} />}
    </Dialog>
  );
}
