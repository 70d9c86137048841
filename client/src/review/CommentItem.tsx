import type { Comment } from '@twohours/wire/review';
import { Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { classes } from '../ui/classes.ts';
import { CONTROL } from '../ui/Field.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import { changeComment, type Edit } from './content.ts';
import { PlaceButton } from './PlaceButton.tsx';
import { placeText } from './words.ts';

interface Props {
  comment: Comment;
  isNew: boolean;
  change: (edit: Edit) => void;
  onGo: () => void;
  onRemove: () => void;
}

/** A comment of one's own, which can be written on at any time until the review is given. */
export function CommentItem({ comment, isNew, change, onGo, onRemove }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  // Outside React: the focus, which goes where one is about to write.
  useEffect(() => {
    if (isNew) field.current?.focus();
  }, [isNew]);
  return (
    <li className="flex flex-col gap-1.5 border-b border-line px-3 py-2.5 last:border-b-0">
      <div className="flex items-center gap-1">
        <PlaceButton place={comment.on} onGo={onGo} />
        <div className="grow" />
        <IconButton size="small" label="Remove the comment" onClick={onRemove}>
          <Trash2 size={14} aria-hidden />
        </IconButton>
      </div>
      <textarea
        ref={field}
        rows={2}
        aria-label={`Comment on ${placeText(comment.on)}`}
        value={comment.text}
        maxLength={4_000}
        onChange={(event) => change(changeComment(comment.id, { text: event.target.value }))}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
        onBlur={() => {
          // Begun and not written is not begun.
          if (comment.text.trim() === '') onRemove();
        }}
        className={classes(CONTROL, 'w-full resize-y py-1.5 [field-sizing:content]')}
      />
      <Select
        label="Who sees this comment"
        className="!h-7 !w-auto"
        value={comment.audience}
        onChange={(audience) => change(changeComment(comment.id, { audience }))}
        choices={[
          { value: 'private', label: 'Private: reviewers only' },
          { value: 'candidate', label: 'For the candidate' },
        ]}
      />
    </li>
  );
}
