import type { AttemptId } from '@twohours/wire/id';
import { DecisionKindSchema, type DecisionKind, type ReviewsView } from '@twohours/wire/review';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { may } from '../staff/may.ts';
import { ReasonDialog } from '../staff/ReasonDialog.tsx';
import { useMe } from '../staff/use-me.ts';
import { Button } from '../ui/Button.tsx';
import { Instant } from '../ui/Instant.tsx';
import { DecisionMark } from './DecisionMark.tsx';
import { DECISION_WORDS } from './words.ts';

const MEANS: Readonly<Record<DecisionKind, string>> = {
  advance: 'They go on to the next stage.',
  hold: 'Nothing is decided for good yet.',
  decline: 'They do not go on.',
};

/** What was decided, by whom and why; for admins also the act itself, which comes after the reviews. */
export function Decisions({ attempt, name, view }: { attempt: AttemptId; name: string; view: ReviewsView }) {
  const me = useMe();
  const [deciding, setDeciding] = useState<{ kind: DecisionKind; after: number }>();
  const { decisions } = view;
  const isWaiting = view.reviewers.some(({ phase }) => phase !== 'given');
  const newestFirst = decisions.toReversed();
  return (
    <section aria-label="Decision" className="flex flex-col gap-3">
      <h2 className="text-title">Decision</h2>
      {decisions.length === 0 && <p className="text-ink-muted">{isWaiting ? 'Comes after the reviews.' : 'Not decided yet.'}</p>}
      <ol className="flex flex-col gap-3">
        {newestFirst.map(({ kind, reason, by, at }, index) => (
          <li key={at} className={index === 0 ? '' : 'text-ink-muted'}>
            <p className="flex flex-wrap items-center gap-x-2 font-medium">
              <DecisionMark kind={kind} />
              {index > 0 && <span className="text-small font-normal text-ink-muted">before that</span>}
            </p>
            <p className="break-words">{reason}</p>
            <p className="text-small text-ink-muted">
              {by}, <Instant at={at} />
            </p>
          </li>
        ))}
      </ol>
      {may(me, 'decide') && (
        <div className="flex flex-wrap gap-2">
          {DecisionKindSchema.options.map((kind) => (
            <Button
              key={kind}
              disabled={isWaiting}
              {...(isWaiting ? { title: 'Not before all reviews are given' } : {})}
              onClick={() => setDeciding({ kind, after: decisions.length })}
            >
              {DECISION_WORDS[kind].verb} …
            </Button>
          ))}
        </div>
      )}
      {deciding && (
        <ReasonDialog
          title={`${DECISION_WORDS[deciding.kind].verb}: ${name}`}
          description={`${MEANS[deciding.kind]} You can decide again later; what was decided before stays in the history.`}
          verb={DECISION_WORDS[deciding.kind].verb}
          done={`${DECISION_WORDS[deciding.kind].done}: ${name}`}
          onClose={() => setDeciding(undefined)}
          act={({ reason }) => call('decide', { params: { attempt }, body: { kind: deciding.kind, reason, after: deciding.after } })}
        />
      )}
    </section>
  );
}
