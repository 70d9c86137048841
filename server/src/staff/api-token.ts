import { ApiTokenIdSchema, newId, StaffIdSchema, type StaffId } from '@twohours/wire/id';
import type { ApiTokenView } from '@twohours/wire/staff';
import { HOUR_MS, InstantSchema, type Instant } from '@twohours/wire/time';
import { z } from 'zod';
import { hashOf, newSecret } from '../sessions/session-store.ts';

export const ApiTokenSchema = z.strictObject({
  id: ApiTokenIdSchema,
  name: z.string(),
  createdAt: InstantSchema,
  expiresAt: InstantSchema,
  by: StaffIdSchema,
  /** SHA-256 of the secret. */
  hash: z.string(),
});
export type ApiToken = z.infer<typeof ApiTokenSchema>;

/** The prefix lets secret scanners recognise one that was committed by mistake. */
const SECRET_PREFIX = 'twh_';

/** `secret` is for the answer to whoever makes it, and is kept nowhere. */
export function newApiToken(wanted: { name: string; days: number; by: StaffId }, now: Instant): { token: ApiToken; secret: string } {
  const secret = SECRET_PREFIX + newSecret();
  const expiresAt = now + wanted.days * 24 * HOUR_MS;
  return { token: { id: newId('tok'), name: wanted.name, createdAt: now, expiresAt, by: wanted.by, hash: hashOf(secret) }, secret };
}

export function isExpired(token: ApiToken, now: Instant): boolean {
  return now >= token.expiresAt;
}

export function viewOf({ id, name, createdAt, expiresAt }: ApiToken, lastUsedAt: Instant | undefined): ApiTokenView {
  return { id, name, createdAt, expiresAt, ...(lastUsedAt === undefined ? {} : { lastUsedAt }) };
}
