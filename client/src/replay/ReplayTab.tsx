import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { AttemptResult } from '@twohours/wire/staff';
import { Replay } from '@twohours/wire/replay';
import { useCallback, useMemo, useState } from 'react';
import { problemOf } from '../api/problem-error.ts';
import { lanesQuery, recordingQuery } from '../api/queries.ts';
import { lineCommentsOf, withComments } from '../review/comment-moments.ts';
import { ReviewPanel } from '../review/ReviewPanel.tsx';
import { useComments } from '../review/use-comments.ts';
import { useGo } from '../review/use-go.ts';
import type { Review } from '../review/use-review.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Loading } from '../ui/Loading.tsx';
import { ProblemMessage } from '../ui/ProblemMessage.tsx';
import { withLanes } from './lanes.ts';
import { momentResultsOf } from './moment-results.ts';
import { MomentTests } from './MomentTests.tsx';
import { momentsOf } from './moments.ts';
import { Player } from './player.ts';
import { ReplayView, type ReplayShown } from './ReplayView.tsx';
import type { Place } from './use-address.ts';

const route = getRouteApi('/staff/attempts/$attempt');

interface Props {
  result: AttemptResult;
  review: Review;
}

/** How the submission came about. There is nothing to replay while somebody still works on it. */
export function ReplayTab({ result, review }: Props) {
  const isClosed = result.invitation.state.kind === 'closed';
  const { at, event, path, lines } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery({ ...recordingQuery(result.attempt.id), enabled: isClosed });
  // Where it begins is the address it was opened with; from then on the address follows.
  const [begin] = useState({ at, event, path, lines });
  const player = useMemo(
    () => query.data && new Player(new Replay(query.data.starter, query.data.entries), begin.at, begin.event),
    [query.data, begin],
  );
  const { data: lanes } = useQuery({ ...lanesQuery(result.attempt.id), enabled: isClosed });
  const happened = useMemo(() => player && momentsOf(player.replay, result.runs), [player, result.runs]);
  const moments = useMemo(() => happened && withLanes(happened, lanes?.lanes ?? []), [happened, lanes]);
  const results = useMemo(() => momentResultsOf(result), [result]);
  const onPlace = useCallback(
    (place: Place) => void navigate({ search: (before) => ({ ...before, ...place, lines: undefined }), replace: true, resetScroll: false }),
    [navigate],
  );
  const comments = useComments(review);
  const lineComments = useMemo(() => lineCommentsOf(comments), [comments]);
  const allMoments = useMemo(() => player && moments && withComments(moments, player.replay, comments), [player, moments, comments]);
  const panel = usePanel(player, result, review);

  if (!isClosed) {
    return (
      <EmptyState title="Nothing to replay yet">
        <p>The replay opens when the attempt is closed: nobody is watched while they work.</p>
      </EmptyState>
    );
  }
  if (query.isPending) return <Loading what="the recording" />;
  if (!query.data || !player || !allMoments) {
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
      player={player}
      moments={allMoments}
      path={begin.path}
      lines={rangeIn(begin.lines)}
      onPlace={onPlace}
      lanes={lanes}
      momentTests={{
        count: results.length,
        content: <MomentTests attempt={result.attempt.id} player={player} results={results} />,
      }}
      comments={lineComments}
      review={panel}
    />
  );
}

/** The review beside the replay: what it points to is what the replay shows. */
function usePanel(player: Player | undefined, result: AttemptResult, review: Review) {
  const goElsewhere = useGo();
  return useCallback(
    ({ lines, noLines, show }: ReplayShown) => (
      <ReviewPanel
        review={review}
        result={result}
        beside={{
          at: () => player?.now().at ?? 0,
          moment: 'This moment',
          canMove: true,
          lines,
          noLines,
          go: (to) => {
            if (to.kind === 'test') goElsewhere(to);
            else if (to.kind === 'lines') show(to.atMs, to.path, to);
            else show(to.kind === 'span' ? to.fromMs : to.atMs);
          },
        }}
      />
    ),
    [player, result, review, goElsewhere],
  );
}

/** `12-18`, as the address has it. */
function rangeIn(lines: string | undefined): { from: number; to: number } | undefined {
  const [from, to] = lines?.split('-').map(Number) ?? [];
  return from === undefined || to === undefined ? undefined : { from, to: Math.max(from, to) };
}
