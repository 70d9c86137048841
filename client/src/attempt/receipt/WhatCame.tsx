import { useQuery } from '@tanstack/react-query';
import type { CandidateSees, OutcomeView } from '@twohours/wire/review';
import { problemOf } from '../../api/problem-error.ts';
import { outcomeQuery } from '../../api/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { countText, elapsedText } from '../../ui/format.ts';
import { Loading } from '../../ui/Loading.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { ProblemMessage } from '../../ui/ProblemMessage.tsx';
import { Section } from '../lobby/Section.tsx';
import { byGroupTitle } from './told.ts';

type Told = Extract<OutcomeView, { kind: 'told' }>;

/** What the candidate was told before Start that they would see, and nothing else. */
export function WhatCame({ candidateSees, company }: { candidateSees: CandidateSees; company: string }) {
  const isAnything = candidateSees.verdicts || candidateSees.comments;
  const query = useQuery({ ...outcomeQuery, enabled: isAnything });
  if (!isAnything || query.data?.kind === 'nothing') return null;
  return (
    <Section title="What came of it">
      {query.isPending && <Loading what="what came of it" />}
      {query.isError && !query.data && (
        <ProblemMessage problem={problemOf(query.error)}>
          <Button className="mt-2" onClick={() => void query.refetch()}>
            Try again
          </Button>
        </ProblemMessage>
      )}
      {query.data?.kind === 'not-decided' && (
        <p className="text-reading">
          The people at {company} have not decided yet. Once they have, {seen(candidateSees)} here. Your link stays good.
        </p>
      )}
      {query.data?.kind === 'told' && (
        <>
          {query.data.tests && <Verdicts tests={query.data.tests} untold={query.data.untold ?? 0} />}
          {query.data.comments && <Comments comments={query.data.comments} />}
        </>
      )}
    </Section>
  );
}

function seen({ verdicts, comments }: CandidateSees): string {
  if (verdicts && comments) return 'verdicts of hidden tests and comments of reviewers stand';
  return verdicts ? 'verdicts of hidden tests stand' : 'comments of reviewers stand';
}

function Verdicts({ tests, untold }: { tests: NonNullable<Told['tests']>; untold: number }) {
  return (
    <div className="flex flex-col gap-4">
      <h3 className="text-title">Hidden tests</h3>
      {tests.length === 0 && <p className="text-reading">There is no verdict that may be told.</p>}
      {byGroupTitle(tests).map(({ group, tests: own }) => (
        <section key={group} aria-label={group} className="flex flex-col">
          <h4 className="border-b border-line pb-1.5 font-semibold">{group}</h4>
          <ul>
            {own.map(({ name, status }) => (
              <li key={name} className="flex items-baseline justify-between gap-4 border-b border-line py-1.5">
                <span className="min-w-0">{name}</span>
                <Mark kind={status} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {untold > 0 && tests.length > 0 && (
        <p className="text-ink-muted">{countText(untold, 'further test is', 'further tests are')} not told, of anybody.</p>
      )}
    </div>
  );
}

function Comments({ comments }: { comments: NonNullable<Told['comments']> }) {
  return (
    <div className="flex flex-col gap-4">
      <h3 className="text-title">Comments of reviewers</h3>
      {comments.length === 0 && <p className="text-reading">Nobody wrote one for you.</p>}
      <ol className="flex flex-col gap-5">
        {comments.map(({ on, text, lines }, index) => (
          // Comments have no other name than their place.
          <li key={index} className="flex flex-col gap-2">
            <p className="text-small text-ink-muted">
              {on.kind === 'lines' ? (
                <>
                  <span className="figures text-ink">{on.path}</span>, {on.from === on.to ? `line ${on.from}` : `lines ${on.from} to ${on.to}`}, as
                  they stood {elapsedText(on.atMs)} after Start
                </>
              ) : (
                <>
                  From {elapsedText(on.fromMs)} to {elapsedText(on.toMs)} after Start
                </>
              )}
            </p>
            {lines.length > 0 && on.kind === 'lines' && (
              <pre
                tabIndex={0}
                aria-label={`${on.path}, ${lines.length === 1 ? 'line' : 'lines'} ${on.from}`}
                className="overflow-x-auto rounded-md border border-line bg-surface py-2 font-mono text-code"
                style={{ tabSize: 4 }}
              >
                {lines.map((line, n) => (
                  // Lines have no other name than their number.
                  <span key={n} className="flex">
                    <span aria-hidden className="w-12 shrink-0 pr-3 text-right text-ink-muted select-none">
                      {on.from + n}
                    </span>
                    <span className="pr-3">{line}</span>
                  </span>
                ))}
              </pre>
            )}
            <p className="text-reading break-words whitespace-pre-wrap">{text}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}
