import type { AttemptId, StaffId } from '@twohours/wire/id';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Keys } from '../redis/keys.ts';
import { bindScript } from '../redis/script.ts';
import { readVersioned, type Versioned } from '../redis/versioned.ts';
import { PanelSchema, type Panel } from './panel.ts';
import { ReviewSchema, type Review } from './review.ts';

/** The only code that knows how Redis holds panels and reviews. */
export class ReviewStore {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #commit;

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
    this.#commit = bindScript(redis, {
      file: new URL('./commit-review.lua', import.meta.url),
      keys: ['record'],
      args: ['expectedRevision', 'body'],
      reply: z.tuple([z.enum(['ok', 'conflict']), z.number()]),
    });
  }

  async findPanel(attempt: AttemptId): Promise<Versioned<Panel> | undefined> {
    return readVersioned(this.#redis, this.#keys.panel(attempt), PanelSchema);
  }

  /** The new revision, or none if someone else was first. */
  async commitPanel(panel: Panel, expectedRevision: string): Promise<number | undefined> {
    return this.#write(this.#keys.panel(panel.attempt), panel, expectedRevision);
  }

  async find(attempt: AttemptId, reviewer: StaffId): Promise<Versioned<Review> | undefined> {
    return readVersioned(this.#redis, this.#keys.review(attempt, reviewer), ReviewSchema);
  }

  /** The new revision, or none if someone else was first. */
  async commit(review: Review, expectedRevision: string): Promise<number | undefined> {
    return this.#write(this.#keys.review(review.attempt, review.reviewer.id), review, expectedRevision);
  }

  async #write(record: string, value: Panel | Review, expectedRevision: string): Promise<number | undefined> {
    const [reply, revision] = await this.#commit({ record, expectedRevision, body: JSON.stringify(value) });
    return reply === 'ok' ? revision : undefined;
  }
}
