import { classes } from '../../../ui/classes.ts';
import { pieces, type Token, type Tone } from './highlight.ts';

const TONES: Readonly<Record<Tone, string>> = {
  keyword: 'text-code-keyword',
  string: 'text-code-string',
  number: 'text-code-number',
  comment: 'text-code-comment italic',
};

interface Props {
  text: string;
  tokens: readonly Token[];
  changed: readonly { from: number; to: number }[];
  /** Of what changed. */
  look: string;
}

/** The text of one line, in colours. */
export function CodePieces({ text, tokens, changed, look }: Props) {
  return (
    <>
      {pieces(text, tokens, changed).map((piece, n) =>
        piece.tone || piece.isChanged ? (
          // Pieces have no other name than their place in the line.
          <span key={n} className={classes(piece.tone && TONES[piece.tone], piece.isChanged && `rounded-[2px] ${look}`)}>
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
      {text === '' && <br />}
    </>
  );
}
