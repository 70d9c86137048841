import type { FileId } from '@twohours/wire/workspace';
import { fileShown } from './file-shown.ts';
import type { Player } from './player.ts';
import { usePlaying } from './use-playing.ts';

interface Props {
  player: Player;
  chosen: FileId | undefined;
  onChoose: (file: FileId) => void;
}

/** A list of files, and one of them. */
export const FILES = 'overflow-y-auto border-b border-line py-2 lg:h-full lg:border-b-0 lg:contain-strict';
export const FILE =
  'figures flex min-h-8 items-center px-3 text-left text-code wrap-anywhere lg:w-full hover:bg-hover aria-[current]:bg-accent-soft aria-[current]:text-accent-strong';

/** The files of a moment. */
export function ReplayFiles({ player, chosen, onChoose }: Props) {
  const shown = usePlaying(player, ({ count }) => fileShown(player, count, chosen));
  // Drawn anew only when there is another file, or one by another name.
  usePlaying(player, ({ count }) => filesAfter(player, count).flat().join('\n'));
  const files = filesAfter(player, player.now().count);
  return (
    <nav aria-label="Files of this moment" className={FILES}>
      <ul className="max-lg:flex max-lg:flex-wrap">
        {files.map(([id, path]) => (
          <li key={id}>
            <button type="button" aria-current={id === shown ? 'true' : undefined} onClick={() => onChoose(id)} className={FILE}>
              {path}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function filesAfter({ replay }: Player, count: number): [FileId, path: string][] {
  return [...replay.workspaceAfter(count)].map(([id, { path }]): [FileId, string] => [id, path]).toSorted(([, a], [, b]) => a.localeCompare(b));
}
