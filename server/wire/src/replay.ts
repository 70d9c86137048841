import { applyEvents, isWorkspaceEvent, timeline, type RecordedEntry, type TimedEvent } from './recording.ts';
import { startingWorkspace, type Files, type Workspace } from './workspace.ts';

/** So many at most, however long it took: what is kept grows with the files, and not with the events. */
const KEYFRAMES = 128;

/**
 * A recording, laid out so that any moment of it is near: files are kept as they were at even distances, and from the nearest
 * of those (or from what was asked for last) no more than a hundredth of all events has to be applied.
 */
export class Replay {
  readonly events: readonly TimedEvent[];
  readonly #spacing: number;
  /** The files before every `#spacing`th event. */
  readonly #keyframes: Workspace[] = [];
  #last: { readonly count: number; readonly workspace: Workspace };

  constructor(starter: Files, entries: readonly RecordedEntry[]) {
    this.events = timeline(entries);
    this.#spacing = Math.max(1, Math.ceil(this.events.length / KEYFRAMES));
    let workspace = startingWorkspace(starter);
    for (let count = 0; count <= this.events.length; count += this.#spacing) {
      this.#keyframes.push(workspace);
      workspace = this.#apply(workspace, count, Math.min(count + this.#spacing, this.events.length));
    }
    this.#last = { count: 0, workspace: this.#keyframes[0] ?? workspace };
  }

  /** Of the last event. */
  get lengthMs(): number {
    return this.events.at(-1)?.at ?? 0;
  }

  /** How many events there had been at `at`, those of that very moment included. */
  countAt(at: number): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.events[middle]?.at ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The files after the first `count` events. */
  workspaceAfter(count: number): Workspace {
    const wanted = Math.max(0, Math.min(count, this.events.length));
    const frame = Math.floor(wanted / this.#spacing);
    const from = frame * this.#spacing;
    const isLastNearer = this.#last.count <= wanted && this.#last.count >= from;
    const [start, workspace] = isLastNearer ? [this.#last.count, this.#last.workspace] : [from, this.#keyframes[frame] ?? this.#last.workspace];
    this.#last = { count: wanted, workspace: this.#apply(workspace, start, wanted) };
    return this.#last.workspace;
  }

  #apply(workspace: Workspace, from: number, to: number): Workspace {
    const events = this.events.slice(from, to).flatMap(({ event }) => (isWorkspaceEvent(event) ? [event] : []));
    return events.length === 0 ? workspace : applyEvents(workspace, events);
  }
}
