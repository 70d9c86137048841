import { z } from 'zod';

/** Milliseconds since 1970 on Redis' clock. Inside the server only instants; a browser is sent lengths to count with. */
export const InstantSchema = z.number().int().nonnegative();
export type Instant = z.infer<typeof InstantSchema>;

/** A length in milliseconds, never negative. */
export const LengthSchema = z.number().int().nonnegative();

export interface Clock {
  now(): Instant;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
