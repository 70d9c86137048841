import { useEffect, useSyncExternalStore } from 'react';
import type { Player, Playing } from './player.ts';

/** A page that nobody sees is not painted: what plays waits meanwhile, and does not jump. */
const LONGEST_FRAME_MS = 250;

export function usePlaying<T>(player: Player, select: (now: Playing) => T): T {
  return useSyncExternalStore(player.subscribe, () => select(player.now()));
}

/** Lets time pass for a player that plays, as the screen is painted; and whether it does. */
export function useFrames(player: Player): boolean {
  const isPlaying = usePlaying(player, (now) => now.isPlaying);
  // Outside React: the screen's own rhythm.
  useEffect(() => {
    if (!isPlaying) return;
    let before: number | undefined;
    let handle = requestAnimationFrame(function frame(now) {
      if (before !== undefined) player.frame(Math.min(now - before, LONGEST_FRAME_MS));
      before = now;
      handle = requestAnimationFrame(frame);
    });
    return () => cancelAnimationFrame(handle);
  }, [player, isPlaying]);
  return isPlaying;
}
