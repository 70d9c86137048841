import type { FileId } from '@twohours/wire/workspace';
import type { ReactNode } from 'react';
import { CHANGES } from '../staff/result/code/ChangeMark.tsx';
import { ComparedPath } from './ComparedPath.tsx';
import { fileShown } from './file-shown.ts';
import type { Player } from './player.ts';
import { Still } from './Still.tsx';
import { useCompared } from './use-compared.ts';
import { usePlaying } from './use-playing.ts';

interface Props {
  player: Player;
  chosen: FileId | undefined;
}

export function PathShown({ player, chosen }: Props) {
  const path = usePlaying(player, ({ count }) => {
    const file = fileShown(player, count, chosen);
    return file === undefined ? undefined : player.replay.workspaceAfter(count).get(file)?.path;
  });
  return <Path title={path}>{path ?? 'No file'}</Path>;
}

/** The same with what became of the file between two moments. */
export function ComparedPathShown({ player, other, chosen }: Props & { other: number }) {
  const { shown } = useCompared(player, other, chosen);
  if (!shown) return <Path title={undefined}>No file</Path>;
  const { word } = CHANGES[shown.kind];
  return (
    <Path title={`${shown.pathBefore === undefined ? '' : `${shown.pathBefore} → `}${shown.path}, ${word}`}>
      <ComparedPath change={shown} />
      <span className="font-sans text-ink-muted">, {word}</span>
    </Path>
  );
}

function Path({ title, children }: { title: string | undefined; children: ReactNode }) {
  return (
    <h2 className="figures relative h-6 grow basis-56 text-code">
      <Still className="absolute inset-0 truncate leading-6" title={title}>
        {children}
      </Still>
    </h2>
  );
}
