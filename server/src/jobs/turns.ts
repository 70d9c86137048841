import type { Clock, Instant } from '@twohours/wire/time';
import type { JobQueue } from './job-queue.ts';

/** As long as this a grading stands behind everybody who waits before a screen. */
const PATIENCE_MS = 30_000;

/**
 * Theory of operation. Runs come before gradings, so that runs which keep coming would keep gradings waiting for ever. A
 * grading that has waited for a while joins the line of the runs, at its end, as if one more candidate had pressed Run;
 * one at a time, so that however many there are, nobody who waits has more than one of them put in front. Every server
 * decides the same from the same look: the first grading in the queue, which is the one that was let in, if one was.
 */
export class Turns {
  readonly #queue: Pick<JobQueue, 'letIn'>;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #patienceMs: number;
  #since = new Map<string, Instant>();
  #letIn: string | undefined;

  constructor(deps: { queue: Pick<JobQueue, 'letIn'>; clock: Pick<Clock, 'now'> }, patienceMs: number = PATIENCE_MS) {
    this.#queue = deps.queue;
    this.#clock = deps.clock;
    this.#patienceMs = patienceMs;
  }

  /** `waiting`: ids of jobs, in the order in which they will be taken. */
  async look(waiting: readonly string[]): Promise<void> {
    const now = this.#clock.now();
    const gradings = waiting.filter((jobId) => jobId.startsWith('grd_'));
    this.#since = new Map(gradings.map((jobId) => [jobId, this.#since.get(jobId) ?? now]));
    const [first] = gradings;
    if (first === undefined || first === waiting[0] || first === this.#letIn) return;
    if (now - (this.#since.get(first) ?? now) < this.#patienceMs) return;
    this.#letIn = first;
    await this.#queue.letIn(first);
  }
}
