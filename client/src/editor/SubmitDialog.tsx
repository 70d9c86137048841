import type { Problem } from '@twohours/wire/problem';
import { useState, useSyncExternalStore } from 'react';
import { problemOf } from '../api/problem-error.ts';
import { remainingAt, spokenText } from '../attempt/countdown.ts';
import type { DeskPage } from '../attempt/live-state.ts';
import { runStatus } from '../runs/run-status.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { bytesText, countText } from '../ui/format.ts';
import { Mark } from '../ui/Mark.tsx';
import { ProblemMessage } from '../ui/ProblemMessage.tsx';
import { useTick } from '../ui/use-tick.ts';

interface Props {
  page: DeskPage;
  /** Something was changed since the last run. */
  isRunOutdated: boolean;
  onClose: () => void;
  onSubmit: () => Promise<void>;
}

const utf8 = new TextEncoder();

/** Asks once: what is handed in, what the last run said, and how much time would be given away. */
export function SubmitDialog({ page, isRunOutdated, onClose, onSubmit }: Props) {
  const [problem, setProblem] = useState<Problem>();
  const now = useTick(1_000);
  const snapshot = useSyncExternalStore(page.runs.subscribe, () => page.runs.snapshot);
  const status = runStatus(snapshot);
  const isSubmitting = page.ending === 'submitting';
  const files = [...page.desk.workspace.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const submit = async () => {
    setProblem(undefined);
    try {
      await onSubmit();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Submit and finish?"
      description={
        <>
          You have <span className="font-medium text-ink">{spokenText(remainingAt(page.time, now))}</span> left. After submitting you can look at a
          receipt, but change nothing more.
        </>
      }
      actions={
        <>
          <Button onClick={onClose} disabled={isSubmitting}>
            Go on working
          </Button>
          <Button look="primary" disabled={isSubmitting} onClick={() => void submit()}>
            {isSubmitting ? 'Submitting …' : 'Submit and finish'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-1">
        <h3 className="text-small font-medium text-ink-muted">Last run</h3>
        {status ? (
          <p className="flex items-start gap-2">
            <Mark kind={status.mark} bare className="mt-1" />
            <span>
              {status.what}
              {isRunOutdated && <span className="block text-ink-muted">You have changed files since.</span>}
            </span>
          </p>
        ) : (
          <p>You have not run the tests yet.</p>
        )}
      </div>
      <div className="flex flex-col gap-1">
        <h3 className="text-small font-medium text-ink-muted">{countText(files.length, 'file')}</h3>
        <ul className="figures text-code">
          {files.map((file) => (
            <li key={file.path} className="flex justify-between gap-4 py-0.5">
              <span className="truncate">{file.path}</span>
              <span className="shrink-0 text-ink-muted">{bytesText(utf8.encode(file.text).length)}</span>
            </li>
          ))}
        </ul>
      </div>
      {problem && <ProblemMessage problem={problem} />}
    </Dialog>
  );
}
