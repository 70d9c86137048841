import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { AttemptResult } from '@twohours/wire/staff';
import { Replay } from '@twohours/wire/replay';
import { useCallback, useMemo } from 'react';
import { problemOf } from '../api/problem-error.ts';
import { recordingQuery } from '../api/queries.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Loading } from '../ui/Loading.tsx';
import { ProblemMessage } from '../ui/ProblemMessage.tsx';
import { momentsOf } from './moments.ts';
import { Player } from './player.ts';
import { ReplayView } from './ReplayView.tsx';

const route = getRouteApi('/staff/attempts/$attempt');

/** How the submission came about. There is nothing to replay while somebody still works on it. */
export function ReplayTab({ result }: { result: AttemptResult }) {
  const isClosed = result.invitation.state.kind === 'closed';
  const { at, file } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery({ ...recordingQuery(result.attempt.id), enabled: isClosed });
  const laidOut = useMemo(() => {
    if (!query.data) return undefined;
    const replay = new Replay(query.data.starter, query.data.entries);
    return { player: new Player(replay, at), moments: momentsOf(replay, result.runs), starter: query.data.starter };
    // Where it begins is the address it was opened with; from then on the address follows.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [query.data]);
  const onPlace = useCallback(
    (place: number, path: string | undefined) =>
      void navigate({ search: (before) => ({ ...before, at: Math.round(place), file: path }), replace: true, resetScroll: false }),
    [navigate],
  );

  if (!isClosed) {
    return (
      <EmptyState title="Nothing to replay yet">
        <p>The replay opens when the attempt is closed: nobody is watched while they work.</p>
      </EmptyState>
    );
  }
  if (query.isPending) return <Loading what="the recording" />;
  if (!laidOut) {
    return (
      <div className="max-w-lg py-5">
        <ProblemMessage problem={problemOf(query.error)}>
          <Button className="mt-2" onClick={() => void query.refetch()}>
            Try again
          </Button>
        </ProblemMessage>
      </div>
    );
  }
  return <ReplayView {...laidOut} path={file} onPlace={onPlace} />;
}
