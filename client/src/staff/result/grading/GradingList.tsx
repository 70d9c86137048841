import { Link } from '@tanstack/react-router';
import type { GradingView } from '@twohours/wire/grading';
import { Badge } from '../../../ui/Badge.tsx';
import { Instant } from '../../../ui/Instant.tsx';
import { EXACT } from '../../exact-link.ts';
import { GradingStanding } from './GradingStanding.tsx';
import { causeText } from './verdict-words.ts';

interface Props {
  gradings: readonly GradingView[];
  official: GradingView | undefined;
  shown: GradingView | undefined;
  /** Worth saying only where there are several. */
  submissions: number;
}

/** Every grading that was ever made, the newest first. */
export function GradingList({ gradings, official, shown, submissions }: Props) {
  return (
    <nav aria-label="Gradings" className="flex flex-col gap-2">
      <h2 className="text-small font-medium text-ink-muted">Gradings</h2>
      <ul className="flex flex-col overflow-hidden rounded-md border border-line bg-surface">
        {gradings.map((grading) => (
          <li key={grading.id} className="border-b border-line last:border-b-0">
            <Link
              from="/attempts/$attempt"
              search={(before) => ({ ...before, grading: grading.id === official?.id ? undefined : grading.id })}
              resetScroll={false}
              activeOptions={EXACT}
              {...(grading.id === shown?.id ? { 'aria-current': 'true' as const } : {})}
              className="flex flex-col gap-0.5 px-3 py-2 hover:bg-hover aria-[current]:bg-accent-soft"
            >
              <span className="flex items-center justify-between gap-2">
                <span className="truncate font-medium">{causeText(grading)}</span>
                {grading.id === official?.id && <Badge tone="accent">official</Badge>}
              </span>
              <GradingStanding state={grading.state} />
              <span className="text-small text-ink-muted">
                <Instant at={grading.requestedAt} />
                {submissions > 1 && `, submission ${grading.submissionNumber}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
