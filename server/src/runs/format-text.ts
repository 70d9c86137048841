import { newId, type AttemptId, type FormatId } from '@twohours/wire/id';
import type { JobEnding } from '@twohours/wire/job-ending';
import { Refused } from '@twohours/wire/problem';
import type { ReplyOf } from '@twohours/wire/route';
import type { Clock } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import type { AttemptStore } from '../attempts/attempt-store.ts';
import { jobIdOf } from '../jobs/job-id.ts';
import { newLease } from '../jobs/lease.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import type { Keys } from '../redis/keys.ts';

type FormatEnding = Extract<JobEnding, { kind: 'format' | 'faulted' }>;
type FormatReply = ReplyOf<'formatFile'>;

const GIVE_UP_MS = 10_000;

export interface FormatDeps {
  readonly attempts: Pick<AttemptStore, 'head'>;
  readonly formats: FormatAnswers;
  readonly formatQueue: Pick<JobQueue, 'add' | 'remove'>;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
}

/** Formatting changes nothing, so that its answer is not stored: it is told to all servers, and the one that waits takes it. */
export class FormatAnswers {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #channel: string;
  readonly #waiting = new Map<string, (ending: FormatEnding) => void>();

  /** `subscriber` must be a connection of its own. */
  constructor(redis: Redis, subscriber: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
    this.#channel = keys.formatEndings;
    subscriber.on('message', (channel, message) => {
      if (channel !== this.#channel) return;
      const ending = JSON.parse(message) as FormatEnding;
      this.#waiting.get(ending.id)?.(ending);
    });
    // It is repeated by itself after a lost connection.
    void subscriber.subscribe(this.#channel).catch(() => undefined);
  }

  async tell(ending: FormatEnding): Promise<void> {
    // With what the sandbox said of it on the way, which nobody follows.
    await this.#redis.del(this.#keys.jobEvents(ending.id));
    await this.#redis.publish(this.#channel, JSON.stringify(ending));
  }

  async wait(id: FormatId, late: Promise<void>): Promise<FormatEnding | undefined> {
    try {
      return await Promise.race([new Promise<FormatEnding>((resolve) => void this.#waiting.set(id, resolve)), late.then(() => undefined)]);
    } finally {
      this.#waiting.delete(id);
    }
  }
}

export async function formatText(deps: FormatDeps, attempt: AttemptId, file: { path: string; text: string }): Promise<FormatReply> {
  const head = await deps.attempts.head(attempt);
  if (head?.phase !== 'active') throw new Refused('attempt-not-started', 'The attempt is not open.');
  if (!file.path.endsWith('.go')) throw new Refused('not-gofmt-able', 'gofmt formats Go files only.');
  const id = newId('fmt');
  const stop = new AbortController();
  const answer = deps.formats.wait(id, deps.clock.sleep(GIVE_UP_MS, stop.signal));
  // One at a time, as for runs: whoever asks without end keeps nobody else waiting.
  const isAdded = await deps.formatQueue.add({ kind: 'format', id, try: 1, lease: newLease(), ...file }, 'format', `format-${attempt}`);
  if (!isAdded) stop.abort();
  const ending = await answer;
  stop.abort();
  if (!isAdded) throw new Refused('format-in-progress', 'A file is being formatted already. Try again in a moment.');
  // Nobody waits for it any more: it is not to stand in the way of runs later on.
  if (!ending) await deps.formatQueue.remove(jobIdOf({ id, try: 1 }));
  if (ending?.kind !== 'format') throw new Refused('runs-unavailable', 'gofmt cannot be reached at the moment. Nothing was changed; try again.');
  return ending.ending;
}
