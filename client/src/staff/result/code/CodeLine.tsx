import { classes } from '../../../ui/classes.ts';
import type { DiffLine } from './changes.ts';
import { pieces, type Token, type Tone } from './highlight.ts';

const TONES: Readonly<Record<Tone, string>> = {
  keyword: 'text-code-keyword',
  string: 'text-code-string',
  number: 'text-code-number',
  comment: 'text-code-comment italic',
};
const ROWS = { same: '', added: 'bg-added', removed: 'bg-removed' } as const;
const SIGNS = { same: ' ', added: '+', removed: '−' } as const;
const WORDS = { same: '', added: 'added', removed: 'removed' } as const;

export function CodeLine({ line, tokens, withBefore }: { line: DiffLine; tokens: readonly Token[]; withBefore: boolean }) {
  const changed = line.kind === 'removed' ? 'bg-removed-strong' : 'bg-added-strong';
  return (
    <tr className={ROWS[line.kind]} data-line={line.after}>
      {withBefore && <Number value={line.before} />}
      <Number value={line.after} />
      {withBefore && (
        <td className="w-5 text-center align-top text-ink-muted select-none">
          <span aria-hidden>{SIGNS[line.kind]}</span>
          <span className="sr-only">{WORDS[line.kind]}</span>
        </td>
      )}
      <td className="pr-3 align-top break-words whitespace-pre-wrap" style={{ tabSize: 4 }}>
        {pieces(line.text, tokens, line.changed).map((piece, n) => (
          // Pieces have no other name than their place in the line.
          <span key={n} className={classes(piece.tone && TONES[piece.tone], piece.isChanged && `rounded-[2px] ${changed}`)}>
            {piece.text}
          </span>
        ))}
        {line.text === '' && '\u200b'}
      </td>
    </tr>
  );
}

function Number({ value }: { value: number | undefined }) {
  return <td className="w-12 px-2 text-right align-top text-ink-muted select-none">{value}</td>;
}
