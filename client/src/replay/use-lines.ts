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

/** As much of what the reader selected as there is of it in the file that is shown. */
export function selectedIn(selected: SelectedIn | undefined, file: FileId | undefined, text: string | undefined): LineRange | undefined {
  if (!selected || selected.file !== file || text === undefined) return undefined;
  const last = text.split('\n').length;
  return selected.from > last ? undefined : { from: selected.from, to: Math.min(selected.to, last) };
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
    const range = selectedIn(selected, shown, there?.text);
    if (!there || !selected || !range) return none('Select lines in the code first');
    // An address in milliseconds means the last of what happened in them.
    const whole = player.replay.workspaceAfter(player.replay.countAt(stillAt)).get(selected.file);
    if (whole?.text !== there.text) return none('Several edits share this moment: step on to the last of them');
    return { lines: { kind: 'lines' as const, atMs: stillAt, path: there.path, ...range }, noLines: '' };
  }, [isComparing, stillAt, isOfThisFile, shown, count, player, selected]);
}
