import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { meQuery, reviewQueueQuery, statusQuery } from '../api/queries.ts';
import { followChanges } from '../api/staff-socket.ts';
import { Loading } from '../ui/Loading.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { may } from './may.ts';
import { RunsUnavailable } from './RunsUnavailable.tsx';

const TAB =
  'flex h-12 items-center border-b-2 border-transparent text-ink-muted hover:text-ink data-[status=active]:border-accent data-[status=active]:font-medium data-[status=active]:text-ink';

/** Around every page of staff's: who is here, where one can go, and whether code can be run at the moment. */
export function StaffFrame() {
  const queries = useQueryClient();
  // An attempt's page is reached from the list and belongs to it.
  const isOfInvitations = useLocation({ select: (location) => location.pathname.startsWith('/attempts/') });
  const me = useQuery(meQuery);
  const status = useQuery({ ...statusQuery, enabled: me.isSuccess });
  const queue = useQuery({ ...reviewQueueQuery, enabled: me.isSuccess });
  // Outside React: the server's notices of what has changed.
  useEffect(() => followChanges(queries), [queries]);

  const waiting = queue.data?.queue.length ?? 0;
  if (!me.data) return <Loading what="your account" />;
  return (
    <>
      <a href="#content" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-surface focus:p-2">
        Skip to the content
      </a>
      <header className="flex h-12 shrink-0 items-center gap-6 border-b border-line bg-surface px-5 max-sm:gap-4">
        <Link to="/" className="flex items-center gap-2 font-semibold">
          <img src="/icon.svg" alt="" width={20} height={20} />
          <span className="max-sm:sr-only">Twohours</span>
        </Link>
        <nav aria-label="Pages" className="flex gap-5 max-sm:gap-4">
          <Link to="/invitations" className={TAB} {...(isOfInvitations ? { 'data-status': 'active' } : {})}>
            Invitations
          </Link>
          {(waiting > 0 || me.data.roles.some((role) => role !== 'grader')) && (
            <Link to="/reviews" className={`${TAB} gap-1.5`}>
              Reviews
              {waiting > 0 && (
                <span className="figures rounded-full bg-accent-soft px-1.5 text-small text-accent-strong">
                  {waiting}
                  <span className="sr-only"> waiting for you</span>
                </span>
              )}
            </Link>
          )}
          {may(me.data, 'listStaff') && (
            <Link to="/colleagues" className={TAB}>
              Colleagues
            </Link>
          )}
          {may(me.data, 'listApiTokens') && (
            <Link to="/tokens" className={TAB}>
              API tokens
            </Link>
          )}
        </nav>
        <div className="grow" />
        <AccountMenu me={me.data} />
      </header>
      {status.data?.runsUnavailable !== undefined && <RunsUnavailable reason={status.data.runsUnavailable} queued={status.data.queued} />}
      <main id="content" className="flex min-h-0 grow flex-col">
        <Suspense fallback={<Loading what="the page" />}>
          <Outlet />
        </Suspense>
      </main>
    </>
  );
}
