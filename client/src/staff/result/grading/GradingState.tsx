import type { GradingView } from '@twohours/wire/grading';
import { useState } from 'react';
import { call } from '../../../api/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { Mark } from '../../../ui/Mark.tsx';
import { may } from '../../may.ts';
import { ReasonDialog } from '../../ReasonDialog.tsx';
import { useMe } from '../../use-me.ts';
import { VerdictPanel } from './VerdictPanel.tsx';

interface Props {
  grading: GradingView;
  groups: readonly { id: string; title: string }[];
  /** A test that somebody pointed at. */
  pointed?: string | undefined;
}

/** One grading: its verdict, or what is being waited for. */
export function GradingState({ grading, groups, pointed }: Props) {
  const { state } = grading;
  switch (state.phase) {
    case 'graded':
      return <VerdictPanel key={grading.id} verdict={state.verdict} groups={groups} pointed={pointed} />;
    case 'queued':
      return (
        <Waiting word="Waiting for a sandbox">
          {grading.faults > 0
            ? `It failed ${grading.faults} of 3 times through no fault of the candidate, and is tried again.`
            : 'The page shows the verdict as soon as there is one.'}
        </Waiting>
      );
    case 'running':
      return <Waiting word="The hidden tests are running">The page shows the verdict as soon as there is one.</Waiting>;
    case 'abandoned':
      return <Abandoned grading={grading} reason={state.reason} />;
  }
}

function Waiting({ word, children }: { word: string; children: string }) {
  return (
    <div role="status" className="flex flex-col gap-1">
      <Mark kind="running" word={word} className="text-title font-semibold" />
      <p className="text-ink-muted">{children}</p>
    </div>
  );
}

function Abandoned({ grading, reason }: { grading: GradingView; reason: string }) {
  const me = useMe();
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="flex flex-col items-start gap-3">
      <Mark kind="fault" word="We could not run the hidden tests" className="text-title font-semibold" />
      <p className="max-w-prose text-ink-muted">
        Three tries failed on our side, so there is no verdict. It says nothing about the candidate’s work, which is kept as it was handed in.
      </p>
      <p className="rounded-md border border-line bg-surface px-3 py-2 font-mono text-code">{reason}</p>
      {may(me, 'retryGrading') && <Button onClick={() => setAsking(true)}>Try this grading again …</Button>}
      {isAsking && (
        <ReasonDialog
          title="Try this grading again?"
          description="It is queued anew, with three more tries. Best done once the cause is mended."
          verb="Try again"
          done="The grading is queued again"
          onClose={() => setAsking(false)}
          act={({ reason: why }) => call('retryGrading', { params: { grading: grading.id }, body: { reason: why } })}
        />
      )}
    </div>
  );
}
