import { Refused } from '@twohours/wire/problem';
import type { Clock } from '@twohours/wire/time';
import { hashPassword } from './password.ts';
import { newStaff, type Staff } from './staff.ts';
import type { StaffLinkStore } from './staff-link-store.ts';
import type { StaffStore } from './staff-store.ts';

interface Deps {
  readonly staff: Pick<StaffStore, 'add'>;
  readonly links: Pick<StaffLinkStore, 'find'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Makes a member of staff of whoever holds the link, once. */
export async function acceptStaffLink(deps: Deps, accepted: { token: string; name: string; email: string; password: string }): Promise<Staff> {
  const link = await deps.links.find(accepted.token);
  // Asked first, so that guessing tokens does not make us hash passwords.
  if (!link) throw linkOver();
  const staff = newStaff(accepted, link, deps.clock.now());
  const passwordHash = await hashPassword(accepted.password);
  switch (await deps.staff.add(staff, passwordHash, { link, token: accepted.token })) {
    case 'added':
      return staff;
    case 'link-used':
      throw linkOver();
    case 'admin-exists':
      throw new Refused('link-used', 'There is an admin already. Ask them for a link of your own.');
    case 'email-taken':
      throw new Refused('email-taken', 'Somebody here has this e-mail address already. Sign in with it, or use another one.');
  }
}

function linkOver(): Refused {
  return new Refused('link-unknown', 'This link has been used or has expired. Ask whoever gave it to you for a new one.');
}
