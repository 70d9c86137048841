import { Refused } from '@twohours/wire/problem';
import { isPassword } from './password.ts';
import type { Staff } from './staff.ts';
import type { StaffStore } from './staff-store.ts';

/** One sentence for an unknown address and a wrong password, after the same work: nobody learns here who is on the staff. */
export async function signIn(deps: { staff: Pick<StaffStore, 'findByEmail'> }, given: { email: string; password: string }): Promise<Staff> {
  const found = await deps.staff.findByEmail(given.email);
  const isRight = await isPassword(given.password, found?.passwordHash);
  if (!found || !isRight) throw new Refused('wrong-password', 'This e-mail address and this password do not belong together.');
  return found.staff;
}
