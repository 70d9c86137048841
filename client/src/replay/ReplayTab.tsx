import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { AttemptResult } from '@twohours/wire/staff';
import { Replay } from '@twohours/wire/replay';
import { lazy, useCallback, useMemo, useState } from 'react';
import { problemOf } from '../api/problem-error.ts';
import { lanesQuery, recordingQuery } from '../api/queries.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Loading } from '../ui/Loading.tsx';
import { ProblemMessage } from '../ui/ProblemMessage.tsx';
import { withLanes } from './lanes.ts';
import { momentResultsOf } from './moment-results.ts';
import { MomentTests } from './MomentTests.tsx';
import { loadReplayCode } from './load-replay-code.ts';
import { momentsOf } from './moments.ts';
import { Player } from './player.ts';
import { ReplayView, type Place } from './ReplayView.tsx';

const route = getRouteApi('/staff/attempts/$attempt');

const ReplayCode = lazy(async () => ({ default: (await loadReplayCode()).ReplayCode }));

/** How the submission came about. There is nothing to replay while somebody still works on it. */
export function ReplayTab({ result }: { result: AttemptResult }) {
  const isClosed = result.invitation.state.kind === 'closed';
  const { at, event, path } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery({ ...recordingQuery(result.attempt.id), enabled: isClosed });
  // Where it begins is the address it was opened with; from then on the address follows.
  const [begin] = useState({ at, event, path });
  const player = useMemo(
    () => query.data && new Player(new Replay(query.data.starter, query.data.entries), begin.at, begin.event),
    [query.data, begin],
  );
  const { data: lanes } = useQuery({ ...lanesQuery(result.attempt.id), enabled: isClosed });
  const moments = useMemo(() => player && withLanes(momentsOf(player.replay, result.runs), lanes?.lanes ?? []), [player, result.runs, lanes]);
  const results = useMemo(() => momentResultsOf(result), [result]);
  const onPlace = useCallback(
    (place: Place) => void navigate({ search: (before) => ({ ...before, ...place }), replace: true, resetScroll: false }),
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
  if (!query.data || !player || !moments) {
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
  return (
    <ReplayView
      Code={ReplayCode}
      player={player}
      moments={moments}
      starter={query.data.starter}
      path={begin.path}
      onPlace={onPlace}
      lanes={lanes}
      momentTests={{
        count: results.length,
        content: <MomentTests attempt={result.attempt.id} player={player} results={results} />,
      }}
    />
  );
}
