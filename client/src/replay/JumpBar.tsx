import { ArrowLeftToLine, ArrowRightToLine } from 'lucide-react';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import { KIND_WORDS, type Moment, type MomentKind } from './moments.ts';
import type { Player } from './player.ts';
import { goBy } from './use-replay-keys.ts';

interface Props {
  player: Player;
  kinds: readonly MomentKind[];
  kind: MomentKind;
  onKind: (kind: MomentKind) => void;
  stops: readonly Moment[];
}

/** From one thing of a kind to the next. */
export function JumpBar({ player, kinds, kind, onKind, stops }: Props) {
  return (
    <div className="flex items-center gap-1 px-3">
      <IconButton label="To the one before ([)" onClick={() => goBy(player, stops, 'previous')}>
        <ArrowLeftToLine size={16} aria-hidden />
      </IconButton>
      <Select
        label="What to go by"
        className="!w-auto"
        value={kind}
        onChange={onKind}
        choices={kinds.map((each) => ({ value: each, label: KIND_WORDS[each] }))}
      />
      <IconButton label="To the next one (])" onClick={() => goBy(player, stops, 'next')}>
        <ArrowRightToLine size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
