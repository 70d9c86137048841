import { loadExercise } from '@twohours/exercises/load';
import type { WorkspaceView } from '@twohours/wire/attempt';
import type { WorkspaceEvent } from '@twohours/wire/recording';
import { isEditable } from '@twohours/wire/workspace';
import { fileURLToPath } from 'node:url';
import type { Person } from './person.ts';

/** The files of one of an exercise's own solutions, such as `reference`. */
export async function solution(exercise: string, name: string): Promise<Record<string, string>> {
  const { solutions } = await loadExercise(fileURLToPath(new URL(`../../../exercises/${exercise}`, import.meta.url)));
  const prefix = `${name}/`;
  return Object.fromEntries(
    Object.entries(solutions).flatMap(([path, text]) => (path.startsWith(prefix) ? [[path.slice(prefix.length), text]] : [])),
  );
}

/** What a candidate would have typed to get from the workspace as it is to these files. */
export function eventsToward(view: WorkspaceView, files: Readonly<Record<string, string>>): WorkspaceEvent[] {
  return Object.entries(files).flatMap(([path, text], index): WorkspaceEvent[] => {
    const known = view.files.find((file) => file.path === path);
    if (known?.text === text || !isEditable(view, path)) return [];
    if (known) return [{ kind: 'edit', f: known.id, o: 0, d: known.text.length, s: text, ago: 0 }];
    return [{ kind: 'created', f: `n${view.seq}x${index}`, path, text, ago: 0 }];
  });
}

/** A candidate who writes these files into the workspace, whatever was there. */
export async function write(candidate: Person, files: Readonly<Record<string, string>>): Promise<void> {
  const { epoch } = await candidate.call('takeLease', { body: { device: 'device-one', takeOver: true } });
  const view = await candidate.call('readWorkspace');
  const events = eventsToward(view, files);
  if (events.length === 0) return;
  const reply = await candidate.call('appendEdits', { body: { seq: view.seq + 1, epoch, events } });
  if (reply.kind !== 'saved') throw new Error(`the files were not saved: ${JSON.stringify(reply)}`);
}
