import type { FileId } from '@twohours/wire/workspace';
import { useMemo, useState } from 'react';
import { CodeView } from './CodeView.tsx';
import { fileShown } from './file-shown.ts';
import { lastPut } from './last-edit.ts';
import { shownIn, type PlacedComment } from './line-comments.ts';
import type { LineRange } from './lines.ts';
import type { Player } from './player.ts';
import { selectedIn, type SelectedIn } from './use-lines.ts';
import { usePlaying } from './use-playing.ts';

interface Props {
  player: Player;
  /** Else the last edit's is shown. */
  chosen: FileId | undefined;
  comments: readonly PlacedComment[];
  /** Lines that are pointed at while this many events are shown. */
  pointed: { readonly lines: LineRange; readonly count: number } | undefined;
  selected: SelectedIn | undefined;
  /** Not there where nobody could do anything with them. */
  onSelect: ((selected: SelectedIn | undefined) => void) | undefined;
}

/** The code of the moment. Alone of what is around it, it is drawn anew with each moment. */
export function CodePane({ player, chosen, comments, pointed, selected, onSelect }: Props) {
  const count = usePlaying(player, (now) => now.count);
  const file = fileShown(player, count, chosen);
  const shown = file === undefined ? undefined : player.replay.workspaceAfter(count).get(file);
  const commentsHere = useSame(shownIn(comments, shown?.path, shown?.text));
  const selectedHere = useMemo(() => selectedIn(selected, file, shown?.text), [selected, file, shown?.text]);
  const pointedHere = pointed?.count === count ? pointed.lines : undefined;
  return (
    <div className="relative min-h-0 grow">
      <CodeView
        file={file}
        shown={shown}
        count={count}
        put={lastPut(player, count, file, shown?.text ?? '')}
        follows={chosen === undefined && pointedHere === undefined}
        comments={commentsHere}
        pointed={pointedHere}
        selected={selectedHere}
        onSelect={onSelect && file !== undefined ? (lines) => onSelect(lines && { ...lines, file }) : undefined}
      />
    </div>
  );
}

/** The same list as long as it has the same in it. */
function useSame<T>(list: readonly T[]): readonly T[] {
  const [kept, keep] = useState(list);
  if (kept.length === list.length && kept.every((each, index) => each === list[index])) return kept;
  keep(list);
  return list;
}
