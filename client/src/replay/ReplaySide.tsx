import type { ReactNode } from 'react';
import { PanelRightClose, PanelRightOpen } from 'lucide-react';
import { IconButton } from '../ui/IconButton.tsx';
import { useKept } from '../ui/use-kept.ts';

const SIDES = ['review', 'events', 'tests', 'nothing'] as const;
export type Side = (typeof SIDES)[number];
const WORDS = { review: 'Review', events: 'Events', tests: 'Tests' } as const;

/** What stands at the side, remembered; without a review the events do. */
export function useSide(hasReview: boolean): [Side, (side: Side) => void] {
  const [kept, keep] = useKept('replay-side', SIDES, 'review');
  return [hasReview || kept === 'nothing' ? kept : 'events', keep];
}

interface Props {
  side: Exclude<Side, 'nothing'>;
  onSide: (side: Side) => void;
  events: ReactNode;
  review: ReactNode | undefined;
  /** What was run at moments of the replay. */
  tests: { readonly count: number; readonly content: ReactNode } | undefined;
}

export function ReplaySide({ side, onSide, events, review, tests }: Props) {
  const there = { review, events, tests: tests?.content };
  const choices = (['review', 'events', 'tests'] as const).filter((each) => there[each] !== undefined);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-10 shrink-0 items-center gap-1 border-b border-line px-2" role="group" aria-label="What stands at the side">
        {choices.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={side === each}
            onClick={() => onSide(each)}
            className="h-7 rounded-md px-2 font-medium text-ink-muted hover:bg-hover aria-pressed:bg-accent-soft aria-pressed:text-accent-strong"
          >
            {WORDS[each]}
            {each === 'tests' && tests !== undefined && tests.count > 0 && ` ${tests.count}`}
          </button>
        ))}
        <div className="grow" />
        <IconButton size="small" label="Hide the side" onClick={() => onSide('nothing')}>
          <PanelRightClose size={16} aria-hidden />
        </IconButton>
      </div>
      {side === 'review' ? (
        // A region that scrolls has to be reachable by keyboard; its own fields do that.
        <div className="relative min-h-0 grow overflow-y-auto">{review}</div>
      ) : (
        <div className="relative min-h-0 grow overflow-y-auto">{side === 'tests' ? tests?.content : events}</div>
      )}
    </div>
  );
}

export function ShowSide({ onShow }: { onShow: () => void }) {
  return (
    <IconButton size="small" label="Show review and events at the side" onClick={onShow}>
      <PanelRightOpen size={16} aria-hidden />
    </IconButton>
  );
}
