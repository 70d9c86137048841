import { useEffect } from 'react';
import type { Moment } from './moments.ts';
import type { Player } from './player.ts';

export function goTo(player: Player, moment: Moment): void {
  if (moment.kind !== 'comment') return player.toCount(moment.count);
  player.pause();
  player.seek(moment.at);
}

/** To the last moment before the one that is shown, or the next after it. */
export function goBy(player: Player, moments: readonly Moment[], to: 'previous' | 'next'): void {
  const { count, at } = player.now();
  // Comments may lie in a pause, where nothing else tells two moments apart.
  const isBefore = (each: Moment) => (each.kind === 'comment' ? each.at < Math.floor(at) : each.count < count);
  const isAfter = (each: Moment) => (each.kind === 'comment' ? each.at > at : each.count > count);
  const moment = to === 'previous' ? moments.findLast(isBefore) : moments.find(isAfter);
  if (moment) goTo(player, moment);
}

/** Keys for the whole page, each of which has a button too. `[` and `]` go by `stops`. */
export function useReplayKeys(player: Player, stops: readonly Moment[]): void {
  // Outside React: the keyboard.
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isField(event.target)) return;
      // On many keyboards brackets need AltGr or Option.
      const isBracket = event.key === '[' || event.key === ']';
      if (!isBracket && (event.ctrlKey || event.metaKey || event.altKey)) return;
      // Buttons and check boxes have a use of their own for the space bar.
      if (event.key === ' ' && event.target instanceof HTMLElement && event.target.closest('button, a, input')) return;
      const action = actionFor(event.key, player, stops);
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [player, stops]);
}

/** Where a key is typed, or means something of its own. */
function isField(target: EventTarget | null): boolean {
  const fields = 'input:not([type=checkbox]), select, textarea, [role=textbox], [role=tablist], [role=dialog], [role=menu]';
  return target instanceof HTMLElement && target.closest(fields) !== null;
}

function actionFor(key: string, player: Player, stops: readonly Moment[]): (() => void) | undefined {
  const { count, isPlaying } = player.now();
  switch (key) {
    case ' ':
      return () => (isPlaying ? player.pause() : player.play());
    case 'ArrowLeft':
      return () => player.toCount(count - 1);
    case 'ArrowRight':
      return () => player.toCount(count + 1);
    case 'Home':
      return () => player.toCount(0);
    case 'End':
      return () => player.toCount(player.replay.events.length);
    case '[':
      return () => goBy(player, stops, 'previous');
    case ']':
      return () => goBy(player, stops, 'next');
    default:
      return undefined;
  }
}
