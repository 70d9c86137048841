import type { Comment, Place } from '@twohours/wire/review';
import { Badge } from '../ui/Badge.tsx';
import { inOrder } from './content.ts';
import { PlaceButton } from './PlaceButton.tsx';

export interface GivenComment extends Comment {
  /** Whose it is, where several are shown. */
  readonly by: string;
}

/** Comments of reviews that were given, of everyone together, in the order of the attempt. */
export function GivenComments({ comments, onGo }: { comments: readonly GivenComment[]; onGo: (place: Place) => void }) {
  if (comments.length === 0) return <p className="px-3 py-3 text-ink-muted">There are no comments.</p>;
  return (
    <ol>
      {inOrder(comments).map((comment) => (
        <li key={comment.id} className="flex flex-col gap-1 border-b border-line px-3 py-2.5 last:border-b-0">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <PlaceButton place={comment.on} onGo={() => onGo(comment.on)} />
            <span className="grow" />
            {comment.audience === 'candidate' && <Badge>for the candidate</Badge>}
          </div>
          <p className="break-words whitespace-pre-wrap">{comment.text}</p>
          <p className="text-small text-ink-muted">{comment.by}</p>
        </li>
      ))}
    </ol>
  );
}
