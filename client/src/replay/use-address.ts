import type { FileId } from '@twohours/wire/workspace';
import { useEffect } from 'react';
import { clock } from '../api/clock.ts';
import type { Player } from './player.ts';

/** The address follows once nothing has moved for so long: changing it costs more than showing a moment. */
const ADDRESS_MS = 300;

/** What an address says of a replay. */
export interface Place {
  at: number;
  event: number;
  /** Of a file that was chosen; else the last edit's is shown. */
  path: string | undefined;
}

export function placeShown(player: Player, chosen: FileId | undefined): Place {
  const { at, count } = player.now();
  const file = chosen === undefined ? undefined : player.replay.workspaceAfter(count).get(chosen);
  return { at: Math.floor(at), event: count, path: file?.path };
}

/** Tells of the place that is looked at, once it is clear which. */
export function useAddress(player: Player, chosen: FileId | undefined, onPlace: (place: Place) => void): void {
  // Outside React: the player, which moves with every frame.
  useEffect(() => {
    let moved = new AbortController();
    const look = () => {
      moved.abort();
      if (player.now().isPlaying) return;
      moved = new AbortController();
      clock.sleep(ADDRESS_MS, moved.signal).then(
        () => onPlace(placeShown(player, chosen)),
        () => undefined,
      );
    };
    look();
    const leave = player.subscribe(look);
    return () => {
      leave();
      moved.abort();
    };
  }, [player, chosen, onPlace]);
}
