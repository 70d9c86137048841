import { memo } from 'react';
import { classes } from '../ui/classes.ts';
import { LINE_PX } from './in-sight.ts';

interface Props {
  /** Counted from one. */
  number: number;
  text: string;
  /** The last edit was here. */
  isEdited: boolean;
  isSelected: boolean;
  isPointed: boolean;
  /** What was written about it. */
  comment: string | undefined;
  /** Of the lines that it is about, this is the first. */
  isCommentRead: boolean;
}

const NUMBER_COLUMNS = 8;

/**
 * Only those that changed are drawn anew: while it plays, that happens with every frame. The number is two tabs wide, since the
 * code's tabs are counted from the edge; it is made so with spaces, since a box of its own is laid out by itself.
 */
export const CodeRow = memo(function CodeRow({ number, text, isEdited, isSelected, isPointed, comment, isCommentRead }: Props) {
  return (
    <div
      title={comment}
      style={{ height: LINE_PX }}
      className={classes(
        isEdited && 'replay-last-edit',
        comment !== undefined && 'replay-commented',
        isPointed && 'replay-pointed',
        isSelected && 'replay-selected',
      )}
    >
      <span
        className={classes('replay-number sticky left-0 text-ink-muted select-none', comment !== undefined && 'shadow-[inset_3px_0_var(--accent)]')}
      >
        {`${number}  `.padStart(NUMBER_COLUMNS)}
        {isCommentRead && <span className="sr-only">, with a comment: {comment}</span>}
      </span>
      {/* In colours: see use-colours.ts. */}
      <span className="pr-3">{text === '' ? <br /> : text}</span>
    </div>
  );
});
