import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';

export function NoInvitations({ mayInvite }: { mayInvite: boolean }) {
  return (
    <EmptyState
      isPage
      title="Nobody is invited yet"
      action={
        mayInvite && (
          <Button look="primary" asChild>
            <Link to="/invitations/new">
              <Plus size={16} aria-hidden />
              Invite a candidate
            </Link>
          </Button>
        )
      }
    >
      {mayInvite ? (
        <p>
          Invite the first candidate: you choose the exercise and when they may start, and get a link to send them. To see what they will see, invite
          yourself.
        </p>
      ) : (
        <p>An admin invites candidates. As soon as there is one, their attempt shows here.</p>
      )}
    </EmptyState>
  );
}

export function NothingFound() {
  return (
    <EmptyState
      title="Nothing matches"
      action={
        <Button asChild>
          <Link to="/invitations">Show all invitations</Link>
        </Button>
      }
    >
      <p>No invitation fits all of these filters and has these words in its name, e-mail address or exercise.</p>
    </EmptyState>
  );
}
