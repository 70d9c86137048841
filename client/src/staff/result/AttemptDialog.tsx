import type { AttemptId } from '@twohours/wire/id';
import { call } from '../../api/call.ts';
import { ReasonDialog } from '../ReasonDialog.tsx';

interface Props {
  attempt: AttemptId;
  name: string;
  action: 'add-minutes' | 'reopen' | 'void';
  onClose: () => void;
}

export function AttemptDialog({ attempt, name, action, onClose }: Props) {
  const params = { attempt };
  switch (action) {
    case 'add-minutes':
      return (
        <ReasonDialog
          title={`Add minutes for ${name}`}
          description="Their clock follows within two seconds. They see how many minutes were added; the reason is for your colleagues."
          verb="Add the minutes"
          done="Minutes added"
          minutes={10}
          onClose={onClose}
          act={({ minutes, reason }) => call('addMinutes', { params, body: { minutes, reason } })}
        />
      );
    case 'reopen':
      return (
        <ReasonDialog
          title={`Reopen the attempt of ${name}?`}
          description="It goes on from the files of the last submission, with these minutes from now on. Its next closing makes a new submission, which counts from then on; what was handed in before stays, with its gradings."
          verb="Reopen the attempt"
          done="Attempt reopened"
          minutes={30}
          onClose={onClose}
          act={({ minutes, reason }) => call('reopenAttempt', { params, body: { minutes, reason } })}
        />
      );
    case 'void':
      return (
        <ReasonDialog
          title={`Void the attempt of ${name}?`}
          description="It closes at once, for whatever they are doing. What they wrote until now is kept, and you can reopen it."
          verb="Void the attempt"
          done="Attempt voided"
          grave
          onClose={onClose}
          act={({ reason }) => call('voidAttempt', { params, body: { reason } })}
        />
      );
  }
}
