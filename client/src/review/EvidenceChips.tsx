import type { Evidence } from '@twohours/wire/review';
import { Clock, FlaskConical, TextSelect, X } from 'lucide-react';
import { evidenceText } from './words.ts';

interface Props {
  evidence: readonly Evidence[];
  nameOf: (test: string) => string;
  onGo: (to: Evidence) => void;
  onRemove?: (evidence: Evidence) => void;
}

const ICONS = { lines: TextSelect, moment: Clock, test: FlaskConical } as const;

/** What a mark rests on. A chip leads there. */
export function EvidenceChips({ evidence, nameOf, onGo, onRemove }: Props) {
  if (evidence.length === 0) return null;
  return (
    <ul aria-label="Evidence" className="flex flex-wrap gap-1.5">
      {evidence.map((each) => {
        const Icon = ICONS[each.kind];
        const text = evidenceText(each, nameOf);
        return (
          <li key={JSON.stringify(each)} className="flex max-w-full items-stretch overflow-hidden rounded-sm border border-line bg-surface">
            <button
              type="button"
              onClick={() => onGo(each)}
              className="flex min-h-6 min-w-0 items-center gap-1.5 px-1.5 text-left text-small hover:bg-hover focus-visible:-outline-offset-2"
            >
              <Icon size={12} aria-hidden className="shrink-0 text-ink-muted" />
              <span className="min-w-0 break-words tabular-nums">{text}</span>
            </button>
            {onRemove && (
              <button
                type="button"
                aria-label={`Remove ${text}`}
                onClick={() => onRemove(each)}
                className="flex w-6 shrink-0 items-center justify-center border-l border-line text-ink-muted hover:bg-hover hover:text-ink focus-visible:-outline-offset-2"
              >
                <X size={12} aria-hidden />
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
