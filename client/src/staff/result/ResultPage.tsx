import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { problemOf } from '../../api/problem-error.ts';
import { resultQuery } from '../../api/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { ProblemMessage } from '../../ui/ProblemMessage.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { ReplayTab } from '../../replay/ReplayTab.tsx';
import { CodeLink } from './code/CodeLink.tsx';
import { ReviewTab } from '../../review/ReviewTab.tsx';
import { useReview } from '../../review/use-review.ts';
import { calledBy } from '../candidate.ts';
import { CodeTab } from './code/CodeTab.tsx';
import { GradingTab } from './grading/GradingTab.tsx';
import { PlaceLink } from './grading/place-link.ts';
import { LogTab } from './log/LogTab.tsx';
import { ResultHeader } from './ResultHeader.tsx';
import { RunsTab } from './runs/RunsTab.tsx';
import { useTitle } from '../../ui/use-title.ts';

const route = getRouteApi('/staff/attempts/$attempt');

const LOOK_AGAIN_MS = 30_000;

/** One attempt, as the people who invited see it. */
export function ResultPage() {
  const { attempt } = route.useParams();
  const { tab = 'tests' } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery({
    ...resultQuery(attempt),
    // Keystrokes are no news that the server would tell of: an open attempt is looked at now and then.
    refetchInterval: ({ state }) => (state.data?.invitation.state.kind === 'active' ? LOOK_AGAIN_MS : false),
  });

  const review = useReview(attempt);
  useTitle(query.data && calledBy(query.data.invitation));

  if (query.isPending) return <Loading what="the attempt" />;
  if (!query.data) {
    return (
      <div className="mx-auto w-full max-w-lg p-6">
        <h1 className="sr-only">Attempt</h1>
        <ProblemMessage problem={problemOf(query.error)}>
          <Button className="mt-2" onClick={() => void query.refetch()}>
            Try again
          </Button>
        </ProblemMessage>
      </div>
    );
  }
  const result = query.data;
  return (
    <div className="mx-auto flex w-full max-w-[1400px] grow flex-col px-5">
      <ResultHeader result={result} heardAt={result.heardAt} reviews={review.view} />
      <PlaceLink value={CodeLink}>
        <Tabs
          label="Of this attempt"
          className="grow"
          value={tab}
          onChange={(next) => void navigate({ search: (before) => ({ ...before, tab: next === 'tests' ? undefined : next }), resetScroll: false })}
          tabs={[
            { value: 'tests', label: 'Tests', content: <GradingTab result={result} /> },
            { value: 'replay', label: 'Replay', content: <ReplayTab result={result} review={review} /> },
            { value: 'code', label: 'Code', content: <CodeTab result={result} review={review} /> },
            { value: 'runs', label: 'Runs', count: result.runs.length, content: <RunsTab runs={result.runs} /> },
            { value: 'review', label: 'Review', content: <ReviewTab result={result} review={review} /> },
            { value: 'log', label: 'Log', content: <LogTab log={result.log} startedAt={result.attempt.startedAt} /> },
          ]}
        />
      </PlaceLink>
    </div>
  );
}
