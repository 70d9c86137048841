import type { Comment } from '@twohours/wire/review';
import { Trash2 } from 'lucide-react';
import { useEffect, useEffectEvent, useRef } from 'react';
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
  const item = useRef<HTMLLIElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  // Outside React: the focus, which goes where one is about to write.
  useEffect(() => {
    if (isNew) field.current?.focus();
  }, [isNew]);
  const isEmpty = comment.text.trim() === '';
  const leave = useEffectEvent(onRemove);
  // Outside React: the focus. Begun and not written is not begun, once one is elsewhere; but one may say first who sees it.
  useEffect(() => {
    const here = item.current;
    if (!here || !isEmpty) return;
    const look = ({ relatedTarget }: FocusEvent) => {
      if (!(relatedTarget instanceof Node && here.contains(relatedTarget))) leave();
    };
    here.addEventListener('focusout', look);
    return () => here.removeEventListener('focusout', look);
  }, [isEmpty]);
  return (
    <li ref={item} className="flex flex-col gap-1.5 border-b border-line px-3 py-2.5 last:border-b-0">
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
        className={classes(CONTROL, 'w-full resize-y py-1.5 [field-sizing:content]')}
      />
      <div className="self-start">
        <Select
          label="Who sees this comment"
          className="!h-7"
          value={comment.audience}
          onChange={(audience) => change(changeComment(comment.id, { audience }))}
          choices={[
            { value: 'private', label: 'Private: reviewers only' },
            { value: 'candidate', label: 'For the candidate' },
          ]}
        />
      </div>
    </li>
  );
}
