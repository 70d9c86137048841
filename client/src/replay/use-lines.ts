import type { FileId, WorkspaceFile } from '@twohours/wire/workspace';
import { useCallback, useMemo, useState } from 'react';
import type { Player } from './player.ts';
import type { LineRange } from './code-view.ts';
import { usePlaying } from './use-playing.ts';

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

type Shown = Pick<WorkspaceFile, 'path' | 'text'> | undefined;

/** The lines that the reader selected, in words that find them again. */
export function useLines(
  player: Player,
  file: FileId | undefined,
  shown: Shown,
  isComparing: boolean,
): [(lines: LineRange | undefined) => void, ReplayLines] {
  const [selected, setSelected] = useState<LineRange & { file: FileId | undefined }>();
  const stillAt = usePlaying(player, ({ isPlaying, at }) => (isPlaying ? undefined : Math.floor(at)));
  const select = useCallback((lines: LineRange | undefined) => setSelected(lines && { ...lines, file: undefined }), []);
  // Whatever is selected is selected in the file that is shown; in another one it means nothing.
  if (selected && selected.file === undefined && file !== undefined) setSelected({ ...selected, file });
  const isOfThisFile = selected !== undefined && file !== undefined && selected.file === file;
  const path = shown?.path;
  const text = shown?.text;
  return useMemo(() => {
    const none = (noLines: string) => [select, { lines: undefined, noLines }] as [typeof select, ReplayLines];
    if (isComparing) return none('Show the file as it was, then select lines in it');
    if (stillAt === undefined) return none('Pause, then select lines');
    if (!isOfThisFile || path === undefined || text === undefined) return none('Select lines in the code first');
    // An address in milliseconds means the last of what happened in them.
    const whole = player.replay.workspaceAfter(player.replay.countAt(stillAt)).get(file);
    if (whole?.text !== text) return none('Several edits share this moment: step on to the last of them');
    const last = text.split('\n').length;
    const lines = { kind: 'lines' as const, atMs: stillAt, path, from: Math.min(selected.from, last), to: Math.min(selected.to, last) };
    return [select, { lines, noLines: '' }];
  }, [select, isComparing, stillAt, isOfThisFile, path, text, player, file, selected]);
}
