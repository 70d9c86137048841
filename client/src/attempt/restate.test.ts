import { startingWorkspace, type Workspace } from '@twohours/wire/workspace';
import { describe, expect, it } from 'vitest';
import { restate } from './restate.ts';

const globs = { editable: ['**'], readOnly: ['api.go'] };
const server = startingWorkspace({ 'a.go': 'old', 'b.go': 'b', 'api.go': 'api' });
const on = (...files: [string, string, string][]): Workspace => new Map(files.map(([f, path, text]) => [f, { path, text }]));

describe('stating the screen anew', () => {
  it('[R1] turns what the server has into what is on screen', () => {
    const screen = on(['s0', 'a.go', 'new'], ['s1', 'api.go', 'api'], ['n1', 'b.go', 'mine']);
    const { events, workspace, complaints } = restate(server, screen, globs);
    expect(workspace).toEqual(screen);
    expect(events.map((event) => event.kind)).toEqual(['deleted', 'created', 'snapshot']);
    expect(complaints).toEqual([]);
  });

  it('[R2] renames and changes a text at once', () => {
    const screen = on(['s0', 'c.go', 'new'], ['s1', 'api.go', 'api'], ['s2', 'b.go', 'b']);
    expect(restate(server, screen, globs).workspace).toEqual(screen);
  });

  it('[R3] says nothing when nothing differs', () => {
    expect(restate(server, server, globs).events).toEqual([]);
  });

  it('[R4] gives up what the server would never take, says why, and keeps the rest', () => {
    const screen = on(['s0', 'a.go', 'new'], ['s1', 'api.go', 'changed'], ['s2', 'b.go', 'x'.repeat(300 * 1024)]);
    const { workspace, complaints } = restate(server, screen, globs);
    expect(workspace.get('s0')?.text).toBe('new');
    expect(workspace.get('s1')?.text).toBe('api');
    expect(workspace.get('s2')?.text).toBe('b');
    expect(complaints).toEqual(['api.go is read-only.', 'A file may have 256 Ki characters at most.']);
  });
});
