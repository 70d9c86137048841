import type { Comment, ReviewContent } from '@twohours/wire/review';
import { newId } from '@twohours/wire/id';
import { MessageSquarePlus } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '../ui/Button.tsx';
import { elapsedText } from '../ui/format.ts';
import type { Beside } from './beside.ts';
import { CommentItem } from './CommentItem.tsx';
import { addComment, inOrder, removeComment, spanBetween, type Edit } from './content.ts';

/** What was begun: a span whose end is not there yet. */
interface Begun {
  readonly fromMs: number | undefined;
  readonly newest: Comment['id'] | undefined;
}

export interface Commenting {
  readonly begun: Begun;
  readonly onLines: () => void;
  readonly onSpan: () => void;
  readonly cancelSpan: () => void;
  /** Whichever of them it can be, for a key. */
  readonly begin: () => void;
}

/** A comment is made at once, with its place, and then written: so nothing that is typed is anywhere but in the draft. */
export function useCommenting(beside: Beside, change: (edit: Edit) => void): Commenting {
  const [begun, setBegun] = useState<Begun>({ fromMs: undefined, newest: undefined });
  const make = (on: Comment['on']) => {
    const id = newId('com');
    change(addComment({ id, on, text: '', audience: 'private' }));
    setBegun({ fromMs: undefined, newest: id });
  };
  const onLines = () => beside.lines && make(beside.lines);
  const onSpan = () =>
    begun.fromMs === undefined ? setBegun({ fromMs: beside.at(), newest: undefined }) : make(spanBetween(begun.fromMs, beside.at()));
  return {
    begun,
    onLines,
    onSpan,
    cancelSpan: () => setBegun({ fromMs: undefined, newest: undefined }),
    begin: () => {
      if (beside.lines && begun.fromMs === undefined) onLines();
      else if (beside.canMove) onSpan();
    },
  };
}

interface Props {
  comments: ReviewContent['comments'];
  commenting: Commenting;
  change: (edit: Edit) => void;
  beside: Beside;
  /** Candidates of this role are shown none. */
  areNeverShown: boolean;
}

export function CommentList({ comments, commenting, change, beside, areNeverShown }: Props) {
  const { begun } = commenting;
  const remove = (comment: Comment) => {
    change(removeComment(comment.id));
    if (comment.text.trim() === '') return;
    toast('Comment removed', { action: { label: 'Bring it back', onClick: () => change(addComment(comment)) } });
  };
  return (
    <section aria-label="Comments" className="flex flex-col">
      <div className="flex flex-wrap items-center gap-x-1 gap-y-1 px-3 pt-3 pb-2">
        <h3 className="grow">Comments</h3>
        <Button
          size="small"
          disabled={!beside.lines}
          title={beside.lines ? 'Comment on the lines that are selected (c)' : beside.noLines}
          onClick={commenting.onLines}
        >
          <MessageSquarePlus size={14} aria-hidden /> On these lines
        </Button>
        {beside.canMove && begun.fromMs === undefined && (
          <Button size="small" title="A comment on a span of time begins at the moment that is shown (c)" onClick={commenting.onSpan}>
            Start of span here
          </Button>
        )}
        {beside.canMove && begun.fromMs !== undefined && (
          <>
            <Button size="small" look="primary" title="The span ends at the moment that is shown (c)" onClick={commenting.onSpan}>
              End here
            </Button>
            <Button size="small" look="quiet" onClick={commenting.cancelSpan}>
              Cancel
            </Button>
          </>
        )}
      </div>
      {begun.fromMs !== undefined && (
        <p role="status" className="px-3 pb-2 text-small text-ink-muted">
          A span from <span className="tabular-nums">{elapsedText(begun.fromMs)}</span> on: go to where it ends, then press “End here”.
        </p>
      )}
      {comments.length === 0 ? (
        <p className="px-3 pb-3 text-small text-ink-muted">
          {beside.canMove ? 'None yet. Select lines, or begin a span at the moment that is shown.' : `None yet. ${beside.noLines}.`}
        </p>
      ) : (
        <ol className="border-t border-line">
          {inOrder(comments).map((comment) => (
            <CommentItem
              key={comment.id}
              comment={comment}
              isNew={comment.id === begun.newest}
              change={change}
              onGo={() => beside.go(comment.on)}
              onRemove={() => remove(comment)}
            />
          ))}
        </ol>
      )}
      {areNeverShown && comments.some(({ audience }) => audience === 'candidate') && (
        <p className="border-t border-line px-3 py-2 text-small text-ink-muted">
          This candidate was told before Start that they are shown no comments: what you write for them is kept, and not shown.
        </p>
      )}
    </section>
  );
}
