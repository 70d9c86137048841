import { ExerciseHashesSchema, type ExerciseHashes, type OpenPart } from '@twohours/wire/exercise';
import type { ExerciseSummary } from '@twohours/wire/staff';
import { InstantSchema, type Instant } from '@twohours/wire/time';
import { z } from 'zod';

/** One version of an exercise as this installation knows it. Its parts lie beside it, under their hashes, for ever. */
export const PublishedSchema = z.strictObject({
  hashes: ExerciseHashesSchema,
  id: z.string(),
  version: z.number().int().positive(),
  title: z.string(),
  role: z.string(),
  roleTitle: z.string(),
  minutes: z.number().int().positive(),
  /** It ships with Twohours, so anyone may have read it. */
  isPublic: z.boolean(),
  publishedAt: InstantSchema,
});
export type Published = z.infer<typeof PublishedSchema>;

export function newPublished(open: OpenPart, hashes: ExerciseHashes, isPublic: boolean, now: Instant): Published {
  const { id, version, title, minutes, role } = open;
  return { hashes, id, version, title, role: role.id, roleTitle: role.title, minutes, isPublic, publishedAt: now };
}

/**
 * What publishing does to the version that invitations follow until Start. `changed`: the author changed it without
 * counting up, and attempts keep what they started with, by hash. `older`: it is kept, but not followed.
 */
export type Succession = 'first' | 'same' | 'next' | 'changed' | 'older';

export function successionOf(published: Published, newest: Published | undefined): Succession {
  if (!newest) return 'first';
  if (published.hashes.exercise === newest.hashes.exercise) return 'same';
  if (published.version === newest.version) return 'changed';
  return published.version > newest.version ? 'next' : 'older';
}

export function summaryOf(published: Published): ExerciseSummary {
  const { hashes, id, version, title, role, roleTitle, minutes, isPublic } = published;
  return { id, version, title, role, roleTitle, minutes, isPublic, hash: hashes.exercise };
}
