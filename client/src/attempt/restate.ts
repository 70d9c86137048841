import { applyEvents, eventComplaint, type WorkspaceEvent } from '@twohours/wire/recording';
import type { EditableGlobs, FileId, Workspace } from '@twohours/wire/workspace';

export interface Restated {
  /** What turns the server's workspace into the one on screen. */
  readonly events: readonly WorkspaceEvent[];
  /** What the workspace then is: the one on screen, but for what the server would never take. */
  readonly workspace: Workspace;
  /** Why something of the screen's could not be kept; sentences for the candidate. */
  readonly complaints: readonly string[];
}

/**
 * When server and page disagree, the screen is what the candidate believes in: it is stated again over what the server
 * has. Deletions come first, so that names are free.
 */
export function restate(server: Workspace, screen: Workspace, globs: EditableGlobs): Restated {
  const events: WorkspaceEvent[] = [];
  const complaints: string[] = [];
  let workspace = server;
  const attempt = (event: WorkspaceEvent) => {
    const complaint = eventComplaint(workspace, globs, event);
    if (complaint !== undefined) return complaints.push(complaint);
    workspace = applyEvents(workspace, [event]);
    return events.push(event);
  };

  for (const f of server.keys()) if (!screen.has(f)) attempt({ kind: 'deleted', f, ago: 0 });
  for (const [f, file] of screen) {
    const there = server.get(f);
    if (!there) attempt({ kind: 'created', f, path: file.path, text: file.text, ago: 0 });
    else if (there.path !== file.path) attempt({ kind: 'renamed', f, path: file.path, ago: 0 });
  }
  for (const [f, file] of screen) if (differs(workspace, f, file.text)) attempt({ kind: 'snapshot', f, text: file.text, ago: 0 });
  return { events, workspace, complaints };
}

function differs(workspace: Workspace, f: FileId, text: string): boolean {
  const file = workspace.get(f);
  return file !== undefined && file.text !== text;
}
