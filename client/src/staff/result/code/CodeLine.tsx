import type { DiffLine } from './changes.ts';
import { CodePieces } from './CodePieces.tsx';
import type { Token } from './highlight.ts';

const ROWS = { same: '', added: 'bg-added', removed: 'bg-removed' } as const;
const SIGNS = { same: ' ', added: '+', removed: '−' } as const;
const WORDS = { same: '', added: 'added', removed: 'removed' } as const;

export function CodeLine({ line, tokens, withBefore }: { line: DiffLine; tokens: readonly Token[]; withBefore: boolean }) {
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
        <CodePieces
          text={line.text}
          tokens={tokens}
          changed={line.changed}
          look={line.kind === 'removed' ? 'bg-removed-strong' : 'bg-added-strong'}
        />
      </td>
    </tr>
  );
}

function Number({ value }: { value: number | undefined }) {
  return <td className="w-12 px-2 text-right align-top text-ink-muted select-none">{value}</td>;
}
