import type { FileId } from '@twohours/wire/workspace';
import { useState } from 'react';
import { DiffView } from '../staff/result/code/DiffView.tsx';
import type { ComparedFile } from './compared.ts';
import type { Player } from './player.ts';
import { useCompared } from './use-compared.ts';

interface Props {
  player: Player;
  /** The moment to compare with: after so many events. */
  other: number;
  chosen: FileId | undefined;
}

/** What is different in a file; all of it where no text is. */
export function ChangesPane({ player, other, chosen }: Props) {
  const change = useSame(useCompared(player, other, chosen).shown);
  return (
    // A region that scrolls has to be reachable by keyboard.
    <div className="relative min-h-0 grow overflow-auto" tabIndex={0} role="region" aria-label="Changes">
      {change && <DiffView key={`${other} ${change.files.join(' ')}`} change={change} whole={change.before === change.after} />}
    </div>
  );
}

/** The same as long as it says the same: comparing texts takes a while. */
function useSame(change: ComparedFile | undefined): ComparedFile | undefined {
  const [kept, keep] = useState(change);
  if (kept && change && isSame(kept, change)) return kept;
  if (kept !== change) keep(change);
  return change;
}

function isSame(a: ComparedFile, b: ComparedFile): boolean {
  return a.path === b.path && a.kind === b.kind && a.before === b.before && a.after === b.after && a.files.join() === b.files.join();
}
