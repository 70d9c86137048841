import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus, Search } from 'lucide-react';
import { useRef, useState } from 'react';
import { clock } from '../../api/clock.ts';
import { problemOf } from '../../api/problem-error.ts';
import { invitationsQuery } from '../../api/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { CONTROL } from '../../ui/Field.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { ProblemMessage } from '../../ui/ProblemMessage.tsx';
import { may } from '../may.ts';
import { useMe } from '../use-me.ts';
import { useRowKeys } from '../use-row-keys.ts';
import { filterMenus, listed } from './filter.ts';
import { FilterChips } from './FilterChips.tsx';
import { FilterMenus } from './FilterMenus.tsx';
import { InvitationTable } from './InvitationTable.tsx';
import { NoInvitations, NothingFound } from './NoInvitations.tsx';
import { useTitle } from '../../ui/use-title.ts';

const route = getRouteApi('/staff/invitations');
/** More rows than these are worth a search. */
const SHOWN_AT_ONCE = 200;

export function InvitationsPage() {
  const page = useRef<HTMLDivElement>(null);
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const me = useMe();
  const query = useQuery(invitationsQuery);
  const [most, setMost] = useState(SHOWN_AT_ONCE);
  useRowKeys(page);
  useTitle('Invitations');

  if (query.isPending) return <Loading what="the invitations" />;
  if (!query.data) return <Failed problem={problemOf(query.error)} onRetry={() => void query.refetch()} />;
  const { invitations, heardAt } = query.data;
  if (invitations.length === 0) return <NoInvitations mayInvite={may(me, 'makeInvitation')} />;

  const now = clock.now();
  const rows = listed(invitations, filters, now);
  return (
    <div ref={page} className="flex min-h-0 grow flex-col">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
        <h1 className="sr-only">Invitations</h1>
        <FilterChips all={listed(invitations, { ...filters, show: undefined }, now)} />
        <FilterMenus menus={filterMenus(invitations)} filters={filters} />
        <div className="grow" />
        <label className="relative">
          <span className="sr-only">Find a candidate or an exercise</span>
          <Search size={16} aria-hidden className="absolute top-2 left-2.5 text-ink-muted" />
          <input
            type="search"
            data-find
            placeholder="Find a name"
            value={filters.find ?? ''}
            onChange={(event) =>
              void navigate({ search: { ...filters, find: event.target.value === '' ? undefined : event.target.value }, replace: true })
            }
            className={`${CONTROL} h-8 w-48 pl-8`}
          />
        </label>
        {may(me, 'makeInvitation') && (
          <Button look="primary" asChild>
            <Link to="/invitations/new">
              <Plus size={16} aria-hidden />
              Invite a candidate
            </Link>
          </Button>
        )}
      </div>
      {query.isError && (
        <p role="status" className="border-t border-line px-5 py-2 text-ink-muted">
          The list could not be read anew; this is how it stood before. {problemOf(query.error).detail}
        </p>
      )}
      {rows.length === 0 ? (
        <NothingFound />
      ) : (
        <>
          <div className="border-t border-line">
            <InvitationTable invitations={rows.slice(0, most)} heardAt={heardAt} />
          </div>
          <p className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3 text-small text-ink-muted">
            {rows.length > most && (
              <>
                The newest {most} of {rows.length}.
                <Button size="small" onClick={() => setMost(most + SHOWN_AT_ONCE)}>
                  Show {Math.min(SHOWN_AT_ONCE, rows.length - most)} more
                </Button>
              </>
            )}
            <span>
              <kbd>j</kbd> <kbd>k</kbd> move · <kbd>Enter</kbd> opens · <kbd>/</kbd> finds
            </span>
          </p>
        </>
      )}
    </div>
  );
}

function Failed({ problem, onRetry }: { problem: ReturnType<typeof problemOf>; onRetry: () => void }) {
  return (
    <div className="mx-auto w-full max-w-lg p-6">
      <h1 className="sr-only">Invitations</h1>
      <ProblemMessage problem={problem}>
        <Button className="mt-2" onClick={onRetry}>
          Try again
        </Button>
      </ProblemMessage>
    </div>
  );
}
