import { getRouteApi } from '@tanstack/react-router';
import type { GradingView } from '@twohours/wire/grading';
import type { AttemptResult } from '@twohours/wire/staff';
import { elapsedText, lengthText } from '../../../ui/format.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { GradingFacts } from './GradingFacts.tsx';
import { GradingList } from './GradingList.tsx';
import { GradingState } from './GradingState.tsx';
import { besideOf, officialOf } from './official.ts';
import { OwnTests } from './own-tests/OwnTests.tsx';
import { RegradeButton } from './RegradeButton.tsx';

const route = getRouteApi('/staff/attempts/$attempt');

/** The hidden tests: the official verdict, or another grading that was asked to be shown. */
export function GradingTab({ result }: { result: AttemptResult }) {
  const { grading: asked, test } = route.useSearch();
  const official = officialOf(result.gradings, result.submissions);
  const newestFirst = result.gradings.toSorted((a, b) => b.requestedAt - a.requestedAt);
  const shown = result.gradings.find(({ id }) => id === asked) ?? official ?? newestFirst[0];
  if (!shown) return <NothingGraded result={result} />;
  const beside = besideOf(result.gradings, shown);
  return (
    <div className="grid items-start gap-x-8 gap-y-6 py-5 lg:grid-cols-[minmax(0,1fr)_280px]">
      <div className="flex min-w-0 flex-col gap-6">
        {shown !== official && <NotOfficial shown={shown} />}
        <GradingState grading={shown} groups={result.groups} pointed={test} />
        {shown.ownTests && <OwnTests key={shown.ownTests.id} trial={shown.ownTests} />}
        <GradingFacts key={shown.id} grading={shown} />
        {beside && <Beside beside={beside} result={result} />}
      </div>
      <aside className="flex flex-col gap-3 lg:sticky lg:top-5">
        <RegradeButton attempt={result.attempt.id} submission={shown.submission} />
        <GradingList gradings={newestFirst} official={official} shown={shown} submissions={result.submissions.length} />
      </aside>
    </div>
  );
}

const NEWER = 'This is not the official verdict: a newer grading, or one of a later submission, counts.';
const WHY_NOT: Readonly<Record<GradingView['cause']['kind'], string>> = {
  'did-not-compile': 'This is not the official verdict. The submission did not compile; this is how the latest earlier state that did compile fares.',
  moment: 'This is not the official verdict: it is about the files as they stood at a moment of the replay.',
  closing: NEWER,
  asked: NEWER,
};

function NotOfficial({ shown }: { shown: GradingView }) {
  return <p className="rounded-md border border-line bg-sunken px-3 py-2 text-ink-muted">{WHY_NOT[shown.cause.kind]}</p>;
}

function Beside({ beside, result }: { beside: GradingView; result: AttemptResult }) {
  const noneCompiled = beside.state.phase === 'graded' && beside.state.verdict.kind === 'not-compiled';
  const submission = result.submissions.find(({ id }) => id === beside.submission);
  const earlier = submission && submission.atMs - beside.atMs;
  return (
    <section className="flex flex-col gap-4 border-t-2 border-line-strong pt-5">
      <div>
        <h2 className="text-title">{noneCompiled ? 'No earlier state compiled either' : 'Beside it: the latest earlier state that compiled'}</h2>
        <p className="text-ink-muted">
          {noneCompiled ? (
            'So there is nothing to show beside the submission.'
          ) : (
            <>
              The files as they stood at {elapsedText(beside.atMs)}
              {earlier !== undefined && `, ${lengthText(earlier)} before the end`}. The official verdict stays the submission’s.
            </>
          )}
        </p>
      </div>
      {!noneCompiled && <GradingState grading={beside} groups={result.groups} />}
      <GradingFacts grading={beside} />
    </section>
  );
}

const UNSTARTED: Partial<Record<AttemptResult['invitation']['state']['kind'], string>> = {
  open: 'Nobody has opened the link yet. Code, runs and hidden tests show here once the candidate has pressed Start.',
  redeemed: 'The candidate has opened the link. Code, runs and hidden tests show here once they have pressed Start.',
  expired: 'The latest Start has passed. Invite them again if they may still sit it.',
  withdrawn: 'The invitation was withdrawn. Issuing a new link opens it again.',
};

function NothingGraded({ result }: { result: AttemptResult }) {
  if (result.attempt.startedAt === undefined) {
    return (
      <EmptyState title="Not started">
        <p>{UNSTARTED[result.invitation.state.kind] ?? 'It was not started.'}</p>
      </EmptyState>
    );
  }
  if (result.submissions.length === 0) {
    return (
      <EmptyState title="Not handed in yet">
        <p>The hidden tests run by themselves as soon as the attempt closes.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No grading yet" action={<RegradeButton attempt={result.attempt.id} />}>
      <p>The hidden tests were not run on this submission.</p>
    </EmptyState>
  );
}
