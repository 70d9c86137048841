import { Link } from '@tanstack/react-router';
import { EmptyState } from './ui/EmptyState.tsx';
import { useTitle } from './ui/use-title.ts';

export function NotFoundPage() {
  useTitle('No such page');
  return (
    <main className="m-auto">
      <EmptyState isPage title="There is no such page">
        <p>The address may be cut off or mistyped.</p>
        <p>
          Candidates: open the link of your invitation again. Staff: go to the{' '}
          <Link to="/invitations" className="text-accent underline">
            invitations
          </Link>
          .
        </p>
      </EmptyState>
    </main>
  );
}
