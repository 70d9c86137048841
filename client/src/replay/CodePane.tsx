import { filesOf, startingWorkspace, type FileId, type Files } from '@twohours/wire/workspace';
import { useMemo, useState } from 'react';
import type { FileChange } from '../staff/result/code/changes.ts';
import { DiffView } from '../staff/result/code/DiffView.tsx';
import { CodeView } from './CodeView.tsx';
import { fileShown } from './file-shown.ts';
import { lastPut } from './last-edit.ts';
import { shownIn, type PlacedComment } from './line-comments.ts';
import type { LineRange } from './lines.ts';
import type { Player } from './player.ts';
import { selectedIn, type SelectedIn } from './use-lines.ts';
import { usePlaying } from './use-playing.ts';

/** What the code is compared with; `pinned` is how many events there had been. */
export type Against = { readonly kind: 'nothing' | 'starter' | 'end' } | { readonly kind: 'pinned'; readonly count: number };

interface Props {
  player: Player;
  starter: Files;
  /** Else the last edit's is shown. */
  chosen: FileId | undefined;
  against: Against;
  comments: readonly PlacedComment[];
  /** Lines that are pointed at while this many events are shown. */
  pointed: { readonly lines: LineRange; readonly count: number } | undefined;
  selected: SelectedIn | undefined;
  /** Not there where nobody could do anything with them. */
  onSelect: ((selected: SelectedIn | undefined) => void) | undefined;
}

/** The code of the moment, or what is different in it. Alone of what is around it, it is drawn anew with each moment. */
export function CodePane({ player, starter, chosen, against, comments, pointed, selected, onSelect }: Props) {
  const count = usePlaying(player, (now) => now.count);
  const isPlaying = usePlaying(player, (now) => now.isPlaying);
  const file = fileShown(player, count, chosen);
  const shown = file === undefined ? undefined : player.replay.workspaceAfter(count).get(file);
  const base = useMemo(() => filesToCompareWith(player, starter, against), [player, starter, against]);
  const change = useChange(base, shown?.path, shown?.text);
  const commentsHere = useSame(shownIn(comments, shown?.path, shown?.text));
  const selectedHere = useMemo(() => selectedIn(selected, file, shown?.text), [selected, file, shown?.text]);
  const pointedHere = pointed?.count === count ? pointed.lines : undefined;
  if (change && !isPlaying) {
    return (
      // A region that scrolls has to be reachable by keyboard.
      <div className="relative min-h-0 grow overflow-auto" tabIndex={0} role="region" aria-label="Changes">
        <DiffView change={change} whole={change.kind === 'same'} />
      </div>
    );
  }
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

function filesToCompareWith({ replay }: Player, starter: Files, against: Against): Files | undefined {
  switch (against.kind) {
    case 'nothing':
      return undefined;
    case 'starter':
      return filesOf(startingWorkspace(starter));
    case 'pinned':
      return filesOf(replay.workspaceAfter(against.count));
    case 'end':
      return filesOf(replay.workspaceAfter(replay.events.length));
  }
}

/** What a file has become since `base`. The same as long as its texts are: comparing them takes a while. */
function useChange(base: Files | undefined, path: string | undefined, text: string | undefined): FileChange | undefined {
  const before = path === undefined ? undefined : base?.[path];
  const isWanted = base !== undefined;
  return useMemo(() => {
    if (!isWanted || path === undefined || text === undefined) return undefined;
    return { path, kind: before === undefined ? 'added' : before === text ? 'same' : 'modified', before: before ?? '', after: text };
  }, [isWanted, path, before, text]);
}

/** The same list as long as it has the same in it. */
function useSame<T>(list: readonly T[]): readonly T[] {
  const [kept, keep] = useState(list);
  if (kept.length === list.length && kept.every((each, index) => each === list[index])) return kept;
  keep(list);
  return list;
}
