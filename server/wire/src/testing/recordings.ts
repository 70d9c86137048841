import fc from 'fast-check';
import { applyEvents, eventComplaint, type RecordedEntry, type WorkspaceEvent } from '../recording.ts';
import { startingWorkspace, type EditableGlobs, type Files, type Workspace } from '../workspace.ts';

export const starter: Files = { 'go.mod': 'module zmod/x\n', 'x.go': 'package x\n', 'doc/NOTES.md': '# Notes\n' };
export const globs: EditableGlobs = { editable: ['**/*.go', '**/*.md'], readOnly: ['go.mod', 'api.go'] };

const id = fc.constantFrom('s0', 's1', 's2', 'n1', 'n2');
const path = fc.constantFrom('a.go', 'b.go', 'sub/c.go', 'x.go', 'go.mod', '../evil.go', 'sub', 'A.go');
export const anEvent: fc.Arbitrary<WorkspaceEvent> = fc.oneof(
  fc.record({ kind: fc.constant('edit' as const), f: id, o: fc.nat(20), d: fc.nat(5), s: fc.string({ maxLength: 5 }), ago: fc.nat(1000) }),
  fc.record({ kind: fc.constant('created' as const), f: id, path, text: fc.string({ maxLength: 8 }), ago: fc.nat(1000) }),
  fc.record({ kind: fc.constant('renamed' as const), f: id, path, ago: fc.nat(1000) }),
  fc.record({ kind: fc.constant('deleted' as const), f: id, ago: fc.nat(1000) }),
  fc.record({ kind: fc.constant('snapshot' as const), f: id, text: fc.string({ maxLength: 8 }), ago: fc.nat(1000) }),
);

/** What a server would have taken of these, one after the other. */
export function accepted(events: readonly WorkspaceEvent[]): { readonly workspace: Workspace; readonly taken: readonly WorkspaceEvent[] } {
  let workspace = startingWorkspace(starter);
  const taken: WorkspaceEvent[] = [];
  for (const each of events) {
    if (eventComplaint(workspace, globs, each) !== undefined) continue;
    workspace = applyEvents(workspace, [each]);
    taken.push(each);
  }
  return { workspace, taken };
}

/** A whole recording, with lines of the server's between the batches and moments in any rhythm. */
export const aRecording: fc.Arbitrary<readonly RecordedEntry[]> = fc
  .array(fc.tuple(anEvent, fc.nat(5_000), fc.boolean()), { maxLength: 400 })
  .map((rows) => {
    const { taken } = accepted(rows.map(([event]) => event));
    let at = 0;
    const entries: RecordedEntry[] = [{ v: 1, at, events: [{ kind: 'started' }] }];
    for (const [index, event] of taken.entries()) {
      const [, pause = 0, isAlone = true] = rows[index] ?? [];
      const last = entries.at(-1);
      if (!isAlone && last?.seq !== undefined) last.events.push(event);
      else {
        at += pause;
        if (pause % 7 === 0) entries.push({ v: 1, at, events: [{ kind: 'whispered', to: 'nobody' }] });
        entries.push({ v: 1, at, seq: index + 1, epoch: 1, events: [event] });
      }
    }
    return entries;
  });
