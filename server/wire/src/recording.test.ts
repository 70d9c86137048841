import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filesAt, RecordingViewSchema, timeline, workspaceAt, type RecordedEntry } from './recording.ts';
import { accepted, anEvent, aRecording, globs, starter } from './testing/recordings.ts';
import { filesOf, isEditable, matchesGlob, pathComplaint } from './workspace.ts';

describe('the fold', () => {
  it('[W1] however events are cut into batches, the files are the same', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), (events, size) => {
        const { workspace, taken } = accepted(events);
        const entries: RecordedEntry[] = [];
        for (let at = 0; at < taken.length; at += size) entries.push({ v: 1, at, seq: at + 1, epoch: 1, events: taken.slice(at, at + size) });
        expect(filesAt(starter, entries)).toEqual(filesOf(workspace));
      }),
    );
  });

  it('[W2] no accepted event changes a read-only file, leaves the folder, or makes two files of one path', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 40 }), (events) => {
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
      fc.property(fc.array(fc.tuple(anEvent, fc.nat(100_000)), { maxLength: 30 }), (rows) => {
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

describe('a recording that is read', () => {
  it('[W7] arrives as it was sent, whatever is in it', () => {
    fc.assert(
      fc.property(aRecording, (entries) => {
        const sent = { starter, entries: [...entries] };
        expect(RecordingViewSchema.parse(JSON.parse(JSON.stringify(sent)))).toEqual(sent);
      }),
    );
  });

  it('[W7] is refused where it could not be folded', () => {
    const edit = { kind: 'edit', f: 's0', o: 1, d: 0, s: 'x', ago: 0 };
    const entry = { v: 1, at: 0, seq: 1, epoch: 1, events: [edit] };
    const isTaken = (broken: unknown) => RecordingViewSchema.safeParse({ starter, entries: [broken] }).success;
    expect(isTaken(entry)).toBe(true);
    for (const broken of [
      null,
      'x',
      {},
      { ...entry, v: 2 },
      { ...entry, more: 1 },
      { ...entry, at: '0' },
      { ...entry, events: edit },
      { ...entry, events: [null] },
    ]) {
      expect(isTaken(broken), JSON.stringify(broken)).toBe(false);
    }
    for (const part of [{ f: 1 }, { o: '1' }, { o: 0.5 }, { d: undefined }, { s: null }, { kind: 7 }]) {
      expect(isTaken({ ...entry, events: [{ ...edit, ...part }] }), JSON.stringify(part)).toBe(false);
    }
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
