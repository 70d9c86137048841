import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvents, eventComplaint, filesAt, timeline, workspaceAt, type RecordedEntry, type WorkspaceEvent } from './recording.ts';
import { filesOf, isEditable, matchesGlob, pathComplaint, startingWorkspace, type Workspace } from './workspace.ts';

const starter = { 'go.mod': 'module zmod/x\n', 'x.go': 'package x\n', 'doc/NOTES.md': '# Notes\n' };
const globs = { editable: ['**/*.go', '**/*.md'], readOnly: ['go.mod', 'api.go'] };

const id = fc.constantFrom('s0', 's1', 's2', 'n1', 'n2');
const path = fc.constantFrom('a.go', 'b.go', 'sub/c.go', 'x.go', 'go.mod', '../evil.go', 'sub', 'A.go');
const event: fc.Arbitrary<WorkspaceEvent> = fc.oneof(
  fc.record({ kind: fc.constant('edit' as const), f: id, o: fc.nat(20), d: fc.nat(5), s: fc.string({ maxLength: 5 }), ago: fc.nat(1000) }),
  fc.record({ kind: fc.constant('created' as const), f: id, path, text: fc.string({ maxLength: 8 }), ago: fc.nat(1000) }),
  fc.record({ kind: fc.constant('renamed' as const), f: id, path, ago: fc.nat(1000) }),
  fc.record({ kind: fc.constant('deleted' as const), f: id, ago: fc.nat(1000) }),
  fc.record({ kind: fc.constant('snapshot' as const), f: id, text: fc.string({ maxLength: 8 }), ago: fc.nat(1000) }),
);

function accepted(events: readonly WorkspaceEvent[]): { workspace: Workspace; taken: WorkspaceEvent[] } {
  let workspace = startingWorkspace(starter);
  const taken: WorkspaceEvent[] = [];
  for (const each of events) {
    if (eventComplaint(workspace, globs, each) !== undefined) continue;
    workspace = applyEvents(workspace, [each]);
    taken.push(each);
  }
  return { workspace, taken };
}

describe('the fold', () => {
  it('[W1] however events are cut into batches, the files are the same', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), (events, size) => {
        const { workspace, taken } = accepted(events);
        const entries: RecordedEntry[] = [];
        for (let at = 0; at < taken.length; at += size) entries.push({ v: 1, at, seq: at + 1, epoch: 1, events: taken.slice(at, at + size) });
        expect(filesAt(starter, entries)).toEqual(filesOf(workspace));
      }),
    );
  });

  it('[W2] no accepted event changes a read-only file, leaves the folder, or makes two files of one path', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const { workspace } = accepted(events);
        const paths = [...workspace.values()].map((file) => file.path.toLowerCase());
        expect(new Set(paths).size).toBe(paths.length);
        expect([...workspace.values()].find((file) => file.path === 'go.mod')?.text).toBe(starter['go.mod']);
        for (const file of workspace.values()) expect(pathComplaint(file.path)).toBeUndefined();
      }),
    );
  });

  it('[W3] time never runs backwards, whatever browsers say of it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(event, fc.nat(100_000)), { maxLength: 30 }), (rows) => {
        const entries = rows.map(([each, at], index): RecordedEntry => ({ v: 1, at, seq: index + 1, epoch: 1, events: [each] }));
        const times = timeline(entries).map((timed) => timed.at);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(times.every((at) => at >= 0)).toBe(true);
      }),
    );
  });

  it('[W4] readers skip kinds of events that they do not know', () => {
    const entries: RecordedEntry[] = [{ v: 1, at: 1, events: [{ kind: 'whispered', to: 'nobody' }] }];
    expect(filesOf(workspaceAt(starter, entries))).toEqual(starter);
  });
});

describe('paths and globs', () => {
  it('[W5] refuses paths that leave the folder or mean something to a system', () => {
    for (const bad of ['', '/a.go', 'a//b.go', '../a.go', 'a/../b.go', '.git/config', 'a b.go', 'vendor/x.go', 'a/b/c/d/e/f/g.go', 'x'.repeat(121)]) {
      expect(pathComplaint(bad), bad).toBeDefined();
    }
    for (const good of ['a.go', 'internal/merge_test.go', 'NOTES.md', 'Dockerfile', 'deploy/service.yaml'])
      expect(pathComplaint(good), good).toBeUndefined();
  });

  it('[W6] a glob matches as people read it, and read-only wins', () => {
    expect(matchesGlob('**/*.go', 'a.go')).toBe(true);
    expect(matchesGlob('**/*.go', 'a/b/c.go')).toBe(true);
    expect(matchesGlob('*.go', 'a/b.go')).toBe(false);
    expect(matchesGlob('cmd/**', 'cmd/node/main.go')).toBe(true);
    expect(matchesGlob('a.go', 'axgo')).toBe(false);
    expect(isEditable(globs, 'api.go')).toBe(false);
    expect(isEditable(globs, 'sub/api.go')).toBe(true);
  });
});
