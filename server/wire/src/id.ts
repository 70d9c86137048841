import { z } from 'zod';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LENGTH = 22;

function idSchema<P extends string>(prefix: P) {
  return z.templateLiteral([`${prefix}_`, z.string().regex(/^[0-9A-Za-z]{22}$/)]);
}

export const AttemptIdSchema = idSchema('att');
export const RunIdSchema = idSchema('run');
export const GradingIdSchema = idSchema('grd');
export const InvitationIdSchema = idSchema('inv');
export const SubmissionIdSchema = idSchema('sub');
export const StaffIdSchema = idSchema('stf');
export const ApiTokenIdSchema = idSchema('tok');
export const FormatIdSchema = idSchema('fmt');
export const TrialIdSchema = idSchema('tri');
export const CommentIdSchema = idSchema('com');
export const LanesIdSchema = idSchema('lan');
export const CheckIdSchema = idSchema('chk');

export type AttemptId = z.infer<typeof AttemptIdSchema>;
export type RunId = z.infer<typeof RunIdSchema>;
export type GradingId = z.infer<typeof GradingIdSchema>;
export type InvitationId = z.infer<typeof InvitationIdSchema>;
export type SubmissionId = z.infer<typeof SubmissionIdSchema>;
export type StaffId = z.infer<typeof StaffIdSchema>;
export type ApiTokenId = z.infer<typeof ApiTokenIdSchema>;
export type FormatId = z.infer<typeof FormatIdSchema>;
export type TrialId = z.infer<typeof TrialIdSchema>;
export type CommentId = z.infer<typeof CommentIdSchema>;

export type LanesId = z.infer<typeof LanesIdSchema>;
export type CheckId = z.infer<typeof CheckIdSchema>;

export type IdPrefix = 'att' | 'run' | 'grd' | 'inv' | 'sub' | 'stf' | 'tok' | 'fmt' | 'tri' | 'com' | 'lan' | 'chk';

/** A fresh id: the prefix and 22 base-62 characters, about 130 random bits. */
export function newId<P extends IdPrefix>(prefix: P): `${P}_${string}` {
  let id = '';
  while (id.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(2 * LENGTH))) {
      // 248 = 4 × 62: bytes above it would favour the first letters.
      if (byte < 248 && id.length < LENGTH) id += ALPHABET[byte % 62];
    }
  }
  return `${prefix}_${id}`;
}
