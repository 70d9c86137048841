import { StaffIdSchema, type StaffId } from '@twohours/wire/id';
import { DEFAULT_REVIEW_SETTINGS, PointsSchema, ReviewSettingsSchema, type ReviewSettings } from '@twohours/wire/review';
import { InstantSchema } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Keys } from '../redis/keys.ts';
import { bindScript } from '../redis/script.ts';

const ChangedPointsSchema = z.strictObject({ points: PointsSchema, at: InstantSchema, by: z.string(), reason: z.string() });
export type ChangedPoints = z.infer<typeof ChangedPointsSchema>;

/** How reviews are done: by role, and what levels are worth by exercise. */
export class ReviewSettingsStore {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #takeTurns;

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
    this.#takeTurns = bindScript(redis, {
      file: new URL('./take-turns.lua', import.meta.url),
      keys: ['turns'],
      args: ['count', 'among'],
      reply: z.array(StaffIdSchema),
    });
  }

  async of(role: string): Promise<ReviewSettings> {
    const body = await this.#redis.hget(this.#keys.reviewSettings, role);
    return body === null ? DEFAULT_REVIEW_SETTINGS : ReviewSettingsSchema.parse(JSON.parse(body));
  }

  async change(role: string, settings: ReviewSettings): Promise<void> {
    await this.#redis.hset(this.#keys.reviewSettings, role, JSON.stringify(settings));
  }

  /** As many of them as asked for, those first whose last turn lies furthest back. */
  async takeTurns(role: string, count: number, among: readonly StaffId[]): Promise<StaffId[]> {
    return this.#takeTurns({ turns: this.#keys.reviewTurns(role), count, among: JSON.stringify(among) });
  }

  async pointsOf(exercise: string): Promise<ChangedPoints | undefined> {
    const body = await this.#redis.hget(this.#keys.rubricPoints, exercise);
    return body === null ? undefined : ChangedPointsSchema.parse(JSON.parse(body));
  }

  async changePoints(exercise: string, changed: ChangedPoints): Promise<void> {
    await this.#redis.hset(this.#keys.rubricPoints, exercise, JSON.stringify(changed));
  }
}
