import type { FileId } from '@twohours/wire/workspace';
import { ChangeMark } from '../staff/result/code/ChangeMark.tsx';
import { countText } from '../ui/format.ts';
import { ComparedPath } from './ComparedPath.tsx';
import type { ComparedFile } from './compared.ts';
import type { Player } from './player.ts';
import { FILE, FILES } from './ReplayFiles.tsx';
import { useCompared } from './use-compared.ts';

interface Props {
  player: Player;
  /** The moment to compare with: after so many events. */
  other: number;
  chosen: FileId | undefined;
  onChoose: (file: FileId) => void;
}

/** The files of two moments, and what became of each. */
export function ComparedFiles({ player, other, chosen, onChoose }: Props) {
  const { changes, shown } = useCompared(player, other, chosen);
  const differing = changes.filter(({ kind }) => kind !== 'same').length;
  return (
    <nav aria-label="Files of both moments" className={FILES}>
      <p className="px-3 pb-1 text-small text-ink-muted">
        {differing === 0 ? 'Nothing differs' : `${countText(differing, 'file')} ${differing === 1 ? 'differs' : 'differ'}`}
      </p>
      <ul className="max-lg:flex max-lg:flex-wrap">
        {changes.map((change) => (
          <li key={change.files.join(' ')}>
            <button
              type="button"
              aria-current={change === shown ? 'true' : undefined}
              onClick={() => onChoose(fileOf(player, change))}
              className={`${FILE} gap-2 py-1`}
            >
              <span className="min-w-0 grow">
                <ComparedPath change={change} />
              </span>
              <ChangeMark kind={change.kind} />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Of two that had this path, the one of the moment that is shown: it stays chosen when nothing is compared any more. */
function fileOf({ replay, now }: Player, { files }: ComparedFile): FileId {
  const here = replay.workspaceAfter(now().count);
  return files.find((file) => here.has(file)) ?? files[0];
}
