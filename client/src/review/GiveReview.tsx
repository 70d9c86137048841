import { useQueryClient } from '@tanstack/react-query';
import { missingIn, type ReviewContent, type ReviewsView } from '@twohours/wire/review';
import { useState } from 'react';
import { toast } from 'sonner';
import { problemOf } from '../api/problem-error.ts';
import { reviewQueueQuery } from '../api/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { countText } from '../ui/format.ts';
import { ProblemMessage } from '../ui/ProblemMessage.tsx';
import type { ReviewDraft } from './review-draft.ts';

/** The end of a review. It says what is still missing, and that giving is for good. */
export function GiveReview({ draft, content, view }: { draft: ReviewDraft; content: ReviewContent; view: ReviewsView }) {
  const [isAsking, setAsking] = useState(false);
  const missing = missingIn(view.rubric, content);
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 px-3 py-3">
      <p className="text-small text-ink-muted">{missing.length === 0 ? 'Complete.' : `${countText(missing.length, 'thing')} still missing`}</p>
      <Button look="primary" onClick={() => setAsking(true)}>
        Give the review …
      </Button>
      {isAsking &&
        (missing.length > 0 ? (
          <Missing missing={missing} onClose={() => setAsking(false)} />
        ) : (
          <Confirm draft={draft} others={view.reviewers.length - 1} onClose={() => setAsking(false)} />
        ))}
    </div>
  );
}

function Missing({ missing, onClose }: { missing: readonly string[]; onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Not complete yet"
      description="A review is given whole, since it cannot be changed afterwards. Still missing:"
      actions={
        <Button look="primary" onClick={onClose}>
          Go on with the review
        </Button>
      }
    >
      <ul className="flex list-disc flex-col gap-1.5 pl-5 marker:text-ink-muted">
        {missing.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Dialog>
  );
}

function Confirm({ draft, others, onClose }: { draft: ReviewDraft; others: number; onClose: () => void }) {
  const queries = useQueryClient();
  const [given, setGiven] = useState<{ kind: 'going-on' } | { kind: 'not-saved' } | { kind: 'failed'; error: unknown }>();
  const give = async () => {
    setGiven({ kind: 'going-on' });
    try {
      const view = await draft.give();
      // That another page was first is asked about in a dialog of its own.
      if (!view && draft.now().state.kind !== 'stale') return setGiven({ kind: 'not-saved' });
      if (view) toast.success('Review given');
      onClose();
      void queries.invalidateQueries({ queryKey: reviewQueueQuery.queryKey });
      void queries.invalidateQueries({ queryKey: ['invitations'] });
    } catch (error) {
      setGiven({ kind: 'failed', error });
    }
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Give this review?"
      description={`It is for good: afterwards neither you nor anyone else can change it.${others > 0 ? ' Then you see the reviews that others have given, and they see yours.' : ''}`}
      actions={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button look="primary" disabled={given?.kind === 'going-on'} onClick={() => void give()}>
            Give the review
          </Button>
        </>
      }
    >
      {given?.kind === 'failed' ? (
        <ProblemMessage problem={problemOf(given.error)} />
      ) : given?.kind === 'not-saved' ? (
        <p role="alert">Your draft could not be saved, so the review was not given. Nothing is lost: keep this page open and try again.</p>
      ) : undefined}
    </Dialog>
  );
}
