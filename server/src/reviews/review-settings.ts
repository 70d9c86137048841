import { StaffIdSchema, type StaffId } from '@twohours/wire/id';
import { DEFAULT_REVIEW_SETTINGS, PointsSchema, ReviewSettingsSchema, type ReviewSettings } from '@twohours/wire/review';
import { InstantSchema } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Keys } from '../redis/keys.ts';
import { bindScript } from '../redis/script.ts';

const ChangedPointsSchema = z.strictObject({
  points: PointsSchema,
  at: InstantSchema,
  by: z.string(),
  reason: z.string(),
  /** How often they have been changed, this time included; before that was counted, once. */
  times: z.number().int().positive().default(1),
});
export type ChangedPoints = z.infer<typeof ChangedPointsSchema>;

/** How reviews are done: by role, and what levels are worth by exercise. */
export class ReviewSettingsStore {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #takeTurns;
  readonly #changePoints;

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
    this.#takeTurns = bindScript(redis, {
      file: new URL('./take-turns.lua', import.meta.url),
      keys: ['turns'],
      args: ['count', 'among'],
      reply: z.array(StaffIdSchema),
    });
    this.#changePoints = bindScript(redis, {
      file: new URL('./change-points.lua', import.meta.url),
      keys: ['points'],
      args: ['exercise', 'before', 'body'],
      reply: z.tuple([z.enum(['ok', 'conflict'])]),
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
    return (await this.#storedPoints(exercise))?.changed;
  }

  /** A conflict where they have been changed more often, or less, than `changed` goes on from. */
  async changePoints(exercise: string, changed: ChangedPoints): Promise<'ok' | 'conflict'> {
    const stored = await this.#storedPoints(exercise);
    if ((stored?.changed.times ?? 0) !== changed.times - 1) return 'conflict';
    const [reply] = await this.#changePoints({
      points: this.#keys.rubricPoints,
      exercise,
      before: stored?.body ?? '',
      body: JSON.stringify(changed),
    });
    return reply;
  }

  async #storedPoints(exercise: string) {
    const body = await this.#redis.hget(this.#keys.rubricPoints, exercise);
    return body === null ? undefined : { body, changed: ChangedPointsSchema.parse(JSON.parse(body)) };
  }
}
