import type { Place } from '@twohours/wire/review';
import { Clock, TextSelect } from 'lucide-react';
import { placeText } from './words.ts';

/** What a comment is about; it leads there. */
export function PlaceButton({ place, onGo }: { place: Place; onGo: () => void }) {
  const Icon = place.kind === 'lines' ? TextSelect : Clock;
  return (
    <button
      type="button"
      onClick={onGo}
      title="Show it in the replay"
      className="-ml-1 flex min-h-6 min-w-0 items-center gap-1.5 rounded-sm px-1 text-left text-small text-accent-strong hover:bg-hover"
    >
      <Icon size={12} aria-hidden className="shrink-0" />
      <span className="min-w-0 break-words tabular-nums">{placeText(place)}</span>
    </button>
  );
}
