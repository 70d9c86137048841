import type { FileId } from '@twohours/wire/workspace';
import { useMemo } from 'react';
import { changesOf, changeShown, type ComparedFile } from './compared.ts';
import { fileShown } from './file-shown.ts';
import type { Player } from './player.ts';
import { usePlaying } from './use-playing.ts';

interface Compared {
  readonly changes: readonly ComparedFile[];
  readonly shown: ComparedFile | undefined;
}

/** What became of the files between the moment that is shown and the one after `other` events, from the earlier to the later. */
export function useCompared(player: Player, other: number, chosen: FileId | undefined): Compared {
  const count = usePlaying(player, (now) => now.count);
  // Kept: the replay has only the moment at hand that it was asked for last.
  const there = useMemo(() => player.replay.workspaceAfter(other), [player, other]);
  const here = player.replay.workspaceAfter(count);
  const isLater = other > count;
  const changes = useMemo(() => (isLater ? changesOf(here, there) : changesOf(there, here)), [isLater, here, there]);
  return { changes, shown: changeShown(changes, chosen, fileShown(player, count, chosen)) };
}
