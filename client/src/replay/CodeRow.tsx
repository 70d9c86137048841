import { memo } from 'react';
import { CodePieces } from '../staff/result/code/CodePieces.tsx';
import type { Token } from '../staff/result/code/highlight.ts';
import { classes } from '../ui/classes.ts';
import { LINE_PX } from './in-sight.ts';

interface Props {
  /** Counted from one. */
  number: number;
  text: string;
  tokens: readonly Token[];
  /** What the last edit put in. */
  put: { readonly from: number; readonly to: number } | undefined;
  /** Where the last edit took something out. */
  isCut: boolean;
  isSelected: boolean;
  isPointed: boolean;
  /** What was written about it. */
  comment: string | undefined;
  /** Of the lines that it is about, this is the first. */
  isCommentRead: boolean;
}

/**
 * Only those that changed are drawn anew: while it plays, that happens with every frame. The number is two tabs wide, since the
 * code's tabs are counted from the edge.
 */
export const CodeRow = memo(function CodeRow({ number, text, tokens, put, isCut, isSelected, isPointed, comment, isCommentRead }: Props) {
  return (
    <div
      title={comment}
      style={{ height: LINE_PX }}
      className={classes(
        isCut && 'replay-last-edit',
        comment !== undefined && 'replay-commented',
        isPointed && 'replay-pointed',
        isSelected && 'replay-selected',
      )}
    >
      <span
        className={classes(
          'replay-number sticky left-0 inline-block w-[8ch] border-l-3 pr-4 text-right text-ink-muted select-none',
          comment === undefined ? 'border-transparent' : 'border-accent',
        )}
      >
        {number}
        {isCommentRead && <span className="sr-only">, with a comment: {comment}</span>}
      </span>
      <span className="pr-3">
        <CodePieces text={text} tokens={tokens} changed={put ? [put] : []} look="bg-added-strong" />
      </span>
    </div>
  );
}, isSame);

function isSame(a: Props, b: Props): boolean {
  return (
    a.text === b.text &&
    a.number === b.number &&
    a.put?.from === b.put?.from &&
    a.put?.to === b.put?.to &&
    a.isCut === b.isCut &&
    a.isSelected === b.isSelected &&
    a.isPointed === b.isPointed &&
    a.comment === b.comment &&
    a.isCommentRead === b.isCommentRead &&
    isSameTokens(a.tokens, b.tokens)
  );
}

function isSameTokens(a: readonly Token[], b: readonly Token[]): boolean {
  return a.length === b.length && a.every((token, at) => token.from === b[at]?.from && token.to === b[at]?.to && token.tone === b[at]?.tone);
}
