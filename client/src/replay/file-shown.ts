import { isWorkspaceEvent } from '@twohours/wire/recording';
import type { FileId, Workspace } from '@twohours/wire/workspace';
import { lastChangeBefore } from './last-change.ts';
import type { Player } from './player.ts';

/** The one that was chosen, if it is there; else that of the last edit; and at the very beginning the first with code in it. */
export function fileShown(player: Player, count: number, chosen: FileId | undefined): FileId | undefined {
  const workspace = player.replay.workspaceAfter(count);
  if (chosen !== undefined && workspace.has(chosen)) return chosen;
  const event = player.replay.events[lastChangeBefore(player.replay.events, count)]?.event;
  if (event && isWorkspaceEvent(event) && workspace.has(event.f)) return event.f;
  const code = [...workspace].find(([, each]) => each.path.endsWith('.go') && !each.path.endsWith('_test.go'));
  return (code ?? [...workspace][0])?.[0];
}

/** A file that an address names is looked for at its moment, and then at the end. */
export function fileNamed(player: Player, path: string | undefined): FileId | undefined {
  const idIn = (workspace: Workspace) => [...workspace].find(([, each]) => each.path === path)?.[0];
  const { replay } = player;
  return path === undefined ? undefined : (idIn(replay.workspaceAfter(player.now().count)) ?? idIn(replay.workspaceAfter(replay.events.length)));
}
