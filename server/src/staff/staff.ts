import { newId, StaffIdSchema } from '@twohours/wire/id';
import { StaffRoleSchema, type StaffRole, type StaffView } from '@twohours/wire/staff';
import { InstantSchema, type Instant } from '@twohours/wire/time';
import { z } from 'zod';

export const StaffSchema = z.strictObject({
  id: StaffIdSchema,
  name: z.string(),
  /** As they wrote it; `emailKey` is what may exist only once. */
  email: z.string(),
  roles: z.array(StaffRoleSchema).min(1),
  createdAt: InstantSchema,
});
export type Staff = z.infer<typeof StaffSchema>;

/** One-time leave to become staff, in the hands of whoever holds the link. */
export const StaffLinkSchema = z.discriminatedUnion('kind', [
  /** Good only while there is no admin. */
  z.strictObject({ kind: z.literal('first-admin') }),
  /** Made on the machine itself, for when no admin can sign in any more. */
  z.strictObject({ kind: z.literal('recovery') }),
  z.strictObject({ kind: z.literal('colleague'), roles: z.array(StaffRoleSchema).min(1), by: StaffIdSchema }),
]);
export type StaffLink = z.infer<typeof StaffLinkSchema>;

export function rolesOf(link: StaffLink): StaffRole[] {
  return link.kind === 'colleague' ? [...new Set(link.roles)] : ['admin'];
}

export function newStaff(who: { name: string; email: string }, link: StaffLink, now: Instant): Staff {
  return { id: newId('stf'), name: who.name, email: who.email, roles: rolesOf(link), createdAt: now };
}

/** Two addresses that differ in case alone are one person's. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}

export function viewOf({ id, name, email, roles, createdAt }: Staff): StaffView {
  return { id, name, email, roles, createdAt };
}
