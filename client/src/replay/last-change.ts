import { isWorkspaceEvent } from '@twohours/wire/recording';
import type { Player } from './player.ts';

/** The place of the last event that changed a file, −1 where there is none. */
export function lastChangeBefore(events: Player['replay']['events'], count: number): number {
  for (let index = count - 1; index >= 0; index -= 1) {
    const event = events[index]?.event;
    if (event && isWorkspaceEvent(event)) return index;
  }
  return -1;
}
