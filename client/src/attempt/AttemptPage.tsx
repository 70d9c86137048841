import { lazy, Suspense } from 'react';
import { Button } from '../ui/Button.tsx';
import { ProblemMessage } from '../ui/ProblemMessage.tsx';
import { loadWorkspace } from './load-workspace.ts';
import { LobbyView } from './lobby/LobbyView.tsx';
import { ReceiptView } from './receipt/ReceiptView.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { Waiting } from './Waiting.tsx';
import { useLiveAttempt } from './use-live-attempt.ts';

const Workspace = lazy(async () => ({ default: (await loadWorkspace()).WorkspaceView }));

/** One address for the whole of an attempt: what it shows is what the attempt's phase says. */
export function AttemptPage() {
  const [state, live] = useLiveAttempt();
  switch (state.status) {
    case 'connecting':
      return (
        <main className="m-auto flex w-full max-w-md flex-col px-4">
          {state.trouble ? (
            <ProblemMessage problem={state.trouble}>
              <p role="status" className="text-ink-muted">
                {state.waitingFor}: trying again by itself.
              </p>
            </ProblemMessage>
          ) : (
            <Waiting what={state.waitingFor} />
          )}
        </main>
      );
    case 'failed':
      return state.problem.code === 'not-signed-in' ? (
        <Sheet title="This browser has no invitation open">
          <p className="text-ink-muted">
            Open the link of your invitation again. It works from any browser until the exercise is over, and everything you did is there.
          </p>
        </Sheet>
      ) : (
        <main className="m-auto flex w-full max-w-md flex-col items-start gap-4 px-4 py-12">
          <ProblemMessage problem={state.problem} />
          <Button look="primary" onClick={() => live.tryAgain()}>
            Try again
          </Button>
        </main>
      );
    case 'ready':
      switch (state.page.phase) {
        case 'ready':
          return <LobbyView page={state.page} onStart={() => live.begin()} />;
        case 'active':
          return (
            <Suspense fallback={<Waiting what="Loading the editor" />}>
              <Workspace page={state.page} live={live} />
            </Suspense>
          );
        case 'closed':
          return <ReceiptView page={state.page} />;
      }
  }
}
