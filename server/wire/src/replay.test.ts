import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvents, isWorkspaceEvent, workspaceAt } from './recording.ts';
import { Replay } from './replay.ts';
import { aRecording, starter } from './testing/recordings.ts';
import { startingWorkspace } from './workspace.ts';

describe('a replay', () => {
  it('[RP1] shows after every event, sought in any order, what folding from the start shows', () => {
    fc.assert(
      fc.property(aRecording, fc.infiniteStream(fc.nat()), (entries, order) => {
        const replay = new Replay(starter, entries);
        const states = [startingWorkspace(starter)];
        for (const { event } of replay.events) {
          const before = states.at(-1) ?? new Map();
          states.push(isWorkspaceEvent(event) ? applyEvents(before, [event]) : before);
        }
        const sought = [...states.keys()].map((count) => ({ count, key: order.next().value ?? 0 })).toSorted((a, b) => a.key - b.key);
        for (const { count } of sought) expect(replay.workspaceAfter(count)).toEqual(states[count]);
      }),
    );
  });

  it('[RP2] has at each moment all that happened until then', () => {
    fc.assert(
      fc.property(aRecording, fc.nat(200_000), (entries, at) => {
        const replay = new Replay(starter, entries);
        expect(replay.events.filter((event) => event.at <= at)).toHaveLength(replay.countAt(at));
        expect(replay.workspaceAfter(replay.countAt(at))).toEqual(workspaceAt(starter, entries, at));
      }),
    );
  });

  it('[RP1] stays within its ends', () => {
    const replay = new Replay(starter, []);
    expect(replay.workspaceAfter(-1)).toEqual(startingWorkspace(starter));
    expect(replay.workspaceAfter(7)).toEqual(startingWorkspace(starter));
    expect([replay.lengthMs, replay.countAt(1)]).toEqual([0, 0]);
  });
});
