import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { problemOf } from '../../api/problem-error.ts';
import { exercisesQuery } from '../../api/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { ProblemMessage } from '../../ui/ProblemMessage.tsx';
import { useChange } from '../use-change.ts';
import { InvitationForm } from './InvitationForm.tsx';
import { IssuedInvitation } from './IssuedInvitation.tsx';
import { rememberLink } from './issued-links.ts';
import { useTitle } from '../../ui/use-title.ts';

export function NewInvitationPage() {
  const queries = useQueryClient();
  useTitle('Invite a candidate');
  const exercises = useQuery(exercisesQuery);
  // A new number is a new, empty form.
  const [form, setForm] = useState(0);
  const invite = useChange(async (body: Parameters<typeof call<'makeInvitation'>>[1]['body']) => {
    const issued = await call('makeInvitation', { body });
    rememberLink(queries, issued.invitation.id, issued.link);
    return issued;
  });
  const again = () => {
    invite.reset();
    setForm(form + 1);
  };

  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-6 px-5 py-6">
      <nav aria-label="Where this is" className="text-ink-muted">
        <Link to="/invitations" className="hover:text-ink">
          Invitations
        </Link>{' '}
        / {invite.data ? 'Invited' : 'New'}
      </nav>
      {invite.data ? (
        <IssuedInvitation issued={invite.data} onAgain={again} />
      ) : exercises.isPending ? (
        <Loading what="the exercises" />
      ) : !exercises.data ? (
        <ProblemMessage problem={problemOf(exercises.error)} />
      ) : exercises.data.exercises.length === 0 ? (
        <EmptyState title="There is no exercise yet">
          <p>Whoever runs this installation publishes exercises from a folder; then candidates can be invited to them.</p>
        </EmptyState>
      ) : (
        <InvitationForm
          key={form}
          exercises={exercises.data.exercises}
          isBusy={invite.isPending}
          problem={invite.problem}
          onSubmit={(invitation) => invite.mutate(invitation)}
        />
      )}
    </div>
  );
}
