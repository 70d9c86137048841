import type { FileId } from '@twohours/wire/workspace';
import { useMemo } from 'react';
import type { LineRange } from './lines.ts';
import type { Player } from './player.ts';
import { usePlaying } from './use-playing.ts';

/** Lines that the reader selected in a file. */
export interface SelectedIn extends LineRange {
  readonly file: FileId;
}

/** Lines of a file as it stands at the moment that is shown, in milliseconds since Start. */
interface SelectedLines extends LineRange {
  readonly kind: 'lines';
  readonly atMs: number;
  readonly path: string;
}

export interface ReplayLines {
  readonly lines: SelectedLines | undefined;
  /** Why there are none that can be pointed at. */
  readonly noLines: string;
}

/** The lines that the reader selected in the file that is shown, in words that find them again. */
export function useLines(player: Player, shown: FileId | undefined, selected: SelectedIn | undefined, isComparing: boolean): ReplayLines {
  // As long as nothing is selected, it is all the same which moment is shown.
  const isOfThisFile = selected !== undefined && selected.file === shown;
  const stillAt = usePlaying(player, ({ isPlaying, at }) => (isPlaying ? undefined : isOfThisFile ? Math.floor(at) : 0));
  const count = usePlaying(player, (now) => (isOfThisFile ? now.count : 0));
  return useMemo(() => {
    const none = (noLines: string) => ({ lines: undefined, noLines });
    if (isComparing) return none('Show the file as it was, then select lines in it');
    if (stillAt === undefined) return none('Pause, then select lines');
    const there = isOfThisFile ? player.replay.workspaceAfter(count).get(selected.file) : undefined;
    if (!there || !selected) return none('Select lines in the code first');
    // An address in milliseconds means the last of what happened in them.
    const whole = player.replay.workspaceAfter(player.replay.countAt(stillAt)).get(selected.file);
    if (whole?.text !== there.text) return none('Several edits share this moment: step on to the last of them');
    const last = there.text.split('\n').length;
    const lines = {
      kind: 'lines' as const,
      atMs: stillAt,
      path: there.path,
      from: Math.min(selected.from, last),
      to: Math.min(selected.to, last),
    };
    return { lines, noLines: '' };
  }, [isComparing, stillAt, isOfThisFile, count, player, selected]);
}
