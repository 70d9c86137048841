import type { Recommendation } from '@twohours/wire/review';
import { ChevronDown, ChevronsDown, ChevronsUp, ChevronUp, Minus } from 'lucide-react';
import { classes } from '../ui/classes.ts';
import { RECOMMENDATION_WORDS } from './words.ts';

const LOOKS = {
  'strong-no': { Icon: ChevronsDown, tone: 'text-failed' },
  no: { Icon: ChevronDown, tone: 'text-failed' },
  unsure: { Icon: Minus, tone: 'text-ink-muted' },
  yes: { Icon: ChevronUp, tone: 'text-passed' },
  'strong-yes': { Icon: ChevronsUp, tone: 'text-passed' },
} as const satisfies Record<Recommendation, unknown>;

/** Shape, colour and word; where it is bare the word is for screen readers and as a tooltip. */
export function RecommendationMark({ recommendation, bare = false }: { recommendation: Recommendation; bare?: boolean }) {
  const { Icon, tone } = LOOKS[recommendation];
  const word = RECOMMENDATION_WORDS[recommendation];
  return (
    <span className={classes('inline-flex items-center gap-1 whitespace-nowrap', tone)} {...(bare ? { title: word } : {})}>
      <Icon size={16} aria-hidden className="shrink-0" />
      <span className={bare ? 'sr-only' : ''}>{word}</span>
    </span>
  );
}
