import type { ReviewsView } from '@twohours/wire/review';
import type { Beside, HiddenTest } from './beside.ts';
import { CommentList, useCommenting } from './CommentList.tsx';
import { Conclusion } from './Conclusion.tsx';
import type { Edit } from './content.ts';
import { DraftStatus } from './DraftStatus.tsx';
import { GiveReview } from './GiveReview.tsx';
import type { ReviewDraft } from './review-draft.ts';
import { RubricForm } from './RubricForm.tsx';
import { StaleDialog } from './StaleDialog.tsx';
import { useDraft } from './use-review.ts';
import { progressText } from './words.ts';

interface Props {
  draft: ReviewDraft;
  view: ReviewsView;
  beside: Beside;
  tests: readonly HiddenTest[];
  isNarrow: boolean;
}

/** A review while it is written: rubric, comments, what it comes to. */
export function ReviewForm({ draft, view, beside, tests, isNarrow }: Props) {
  const { content, state } = useDraft(draft);
  const change = (edit: Edit) => draft.change(edit);
  const commenting = useCommenting(beside, change);
  return (
    <>
      <div className="sticky top-0 z-10 flex flex-wrap items-center justify-between gap-x-4 gap-y-0.5 border-b border-line bg-surface px-3 py-2">
        <p className="text-small text-ink-muted">{progressText(view)}</p>
        <DraftStatus state={state} />
      </div>
      <RubricForm
        rubric={view.rubric}
        content={content}
        change={change}
        beside={beside}
        tests={tests}
        isNarrow={isNarrow}
        onComment={commenting.begin}
      />
      <div className="border-t border-line">
        <CommentList
          comments={content.comments}
          commenting={commenting}
          change={change}
          beside={beside}
          areNeverShown={!view.candidateSees.comments}
        />
      </div>
      <div className="border-t border-line">
        <Conclusion content={content} change={change} />
      </div>
      <div className="border-t border-line">
        <GiveReview draft={draft} content={content} view={view} />
      </div>
      {state.kind === 'stale' && (
        <StaleDialog rubric={view.rubric} mine={content} theirs={state.theirs} onTake={() => draft.takeTheirs()} onKeep={() => draft.keepMine()} />
      )}
    </>
  );
}
