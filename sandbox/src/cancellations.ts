import type { Redis } from 'ioredis';

export interface CancelKeys {
  readonly jobCancelled: (id: string) => string;
  readonly cancelChannel: string;
}

/** Hears which jobs are to be cancelled: by a message at once, or by the key, for who asked before we took the job. */
export class Cancellations {
  readonly #redis: Pick<Redis, 'exists'>;
  readonly #subscriber: Redis;
  readonly #keys: CancelKeys;
  readonly #active = new Map<string, () => void>();

  /** `subscriber` must be used by nobody else. */
  constructor(redis: Pick<Redis, 'exists'>, subscriber: Redis, keys: CancelKeys) {
    this.#redis = redis;
    this.#subscriber = subscriber;
    this.#keys = keys;
  }

  async start(): Promise<void> {
    this.#subscriber.on('message', (_channel: string, id: string) => this.#active.get(id)?.());
    // Messages of a time without connection are lost; the keys are not.
    this.#subscriber.on('ready', () => void this.#look([...this.#active.keys()]).catch(() => undefined));
    await this.#subscriber.subscribe(this.#keys.cancelChannel);
  }

  /** Calls `cancel` when the job is cancelled, or has been. Stop watching with what it returns. */
  async watch(id: string, cancel: () => void): Promise<() => void> {
    this.#active.set(id, cancel);
    await this.#look([id]);
    return () => this.#active.delete(id);
  }

  async #look(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      if ((await this.#redis.exists(this.#keys.jobCancelled(id))) === 1) this.#active.get(id)?.();
    }
  }
}
