import type { DecisionKind } from '@twohours/wire/review';
import { ArrowRight, Pause, X } from 'lucide-react';
import { classes } from '../ui/classes.ts';
import { DECISION_WORDS } from './words.ts';

const LOOKS = {
  advance: { Icon: ArrowRight, tone: 'text-passed' },
  hold: { Icon: Pause, tone: 'text-timed-out' },
  decline: { Icon: X, tone: 'text-failed' },
} as const satisfies Record<DecisionKind, unknown>;

export function DecisionMark({ kind }: { kind: DecisionKind }) {
  const { Icon, tone } = LOOKS[kind];
  return (
    <span className={classes('inline-flex items-center gap-1 whitespace-nowrap', tone)}>
      <Icon size={14} aria-hidden className="shrink-0" />
      {DECISION_WORDS[kind].done}
    </span>
  );
}
