import { useNavigate } from '@tanstack/react-router';
import type { AttemptId, SubmissionId } from '@twohours/wire/id';
import { RotateCw } from 'lucide-react';
import { call } from '../../../api/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { ProblemMessage } from '../../../ui/ProblemMessage.tsx';
import { may } from '../../may.ts';
import { useChange } from '../../use-change.ts';
import { useMe } from '../../use-me.ts';

/** Asks for one more grading of a submission (of the last one, where none is named) and shows it; those from before stay. */
export function RegradeButton({ attempt, submission }: { attempt: AttemptId; submission?: SubmissionId }) {
  const me = useMe();
  const navigate = useNavigate({ from: '/attempts/$attempt' });
  const regrade = useChange(
    () => call('startGrading', { body: submission === undefined ? { attempt } : { attempt, submission } }),
    'The hidden tests are queued',
  );
  if (!may(me, 'startGrading')) return null;
  return (
    <>
      <Button
        disabled={regrade.isPending}
        onClick={() =>
          regrade.mutate(undefined, {
            onSuccess: (grading) => void navigate({ search: (before) => ({ ...before, grading: grading.id }) }),
          })
        }
      >
        <RotateCw size={16} aria-hidden />
        Run the hidden tests again
      </Button>
      {regrade.problem && <ProblemMessage problem={regrade.problem} />}
    </>
  );
}
