import type { RunPlace } from '@twohours/wire/run';
import type { Clock } from '@twohours/wire/time';
import type { Logger } from 'pino';
import { readJobId } from './job-id.ts';
import type { JobFollower } from './job-follower.ts';
import type { JobQueue } from './job-queue.ts';
import type { Turns } from './turns.ts';

const LOOK_EVERY_MS = 250;
/** Nobody waits: until it is woken. */
const IDLE_MS = 3_600_000;

export type OnPlace = (place: RunPlace) => void;

interface Watched {
  told: RunPlace | undefined;
  readonly onPlace: OnPlace;
}

export interface PlacesDeps {
  readonly queue: Pick<JobQueue, 'waiting'>;
  readonly follower: Pick<JobFollower, 'isFollowing' | 'heardOf'>;
  readonly turns: Pick<Turns, 'look'>;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly log: Pick<Logger, 'error'>;
}

/**
 * Theory of operation. While jobs that somebody watches are open at this server, the queue is looked at once a round, for
 * all of them together, and whoever's place has changed is told. Nothing of it goes through the jobs' streams: those are
 * numbered by the sandbox, which goes on from their last entry when a job is done again, and a place is true for a moment
 * only. So each server looks for its own pages, and a place carries the number of the last event that was heard before
 * the look: what has happened since makes it void.
 */
export class Places {
  readonly #deps: PlacesDeps;
  readonly #watched = new Map<string, Watched>();
  #woken = new AbortController();

  constructor(deps: PlacesDeps) {
    this.#deps = deps;
  }

  /** Tells the place, and every other one, as long as the job is followed. Watching again tells it again. */
  watch(id: string, onPlace: OnPlace): void {
    this.#watched.set(id, { told: undefined, onPlace });
    if (this.#watched.size === 1) this.#woken.abort();
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps;
    while (!signal.aborted) {
      this.#woken = new AbortController();
      if (this.#watched.size === 0) await clock.sleep(IDLE_MS, AbortSignal.any([signal, this.#woken.signal]));
      // First a pause: where a slot is free, a run is taken before anybody could have told its place.
      await clock.sleep(LOOK_EVERY_MS, signal);
      if (signal.aborted) return;
      await this.#look().catch((error: unknown) => {
        if (!signal.aborted) this.#deps.log.error({ err: error }, 'the queue could not be looked at and is looked at again');
      });
    }
  }

  async #look(): Promise<void> {
    const { queue, follower, turns } = this.#deps;
    for (const id of this.#watched.keys()) if (!follower.isFollowing(id)) this.#watched.delete(id);
    if (this.#watched.size === 0) return;
    const heard = new Map([...this.#watched.keys()].map((id) => [id, follower.heardOf(id)]));
    const waiting = await queue.waiting();
    const ahead = new Map(waiting.map((jobId, index) => [readJobId(jobId).id, { try: readJobId(jobId).try, ahead: index }]));
    for (const [id, watched] of this.#watched) {
      const last = heard.get(id);
      // Something happened meanwhile: the next look knows.
      if (!last || last !== follower.heardOf(id)) continue;
      const found = ahead.get(id);
      tell(watched, found && { ...found, n: last.try === found.try ? last.n : 0 });
    }
    await turns.look(waiting);
  }
}

function tell(watched: Watched, place: RunPlace | undefined): void {
  const { told } = watched;
  watched.told = place;
  if (!place || (told && told.try === place.try && told.n === place.n && told.ahead === place.ahead)) return;
  watched.onPlace(place);
}
