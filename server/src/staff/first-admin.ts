import { urlOf, type Deps } from './staff-link.ts';
import type { StaffStore } from './staff-store.ts';

/** A fresh link as long as there is no admin. Each start prints another one; all of them end with the first admin. */
export async function firstAdminLink(deps: Deps & { staff: Pick<StaffStore, 'hasAdmin'> }): Promise<string | undefined> {
  if (await deps.staff.hasAdmin()) return undefined;
  return urlOf(deps.publicUrl, await deps.links.issue({ kind: 'first-admin' }));
}

/** For whoever runs the machine: makes another admin, whoever there is already. */
export async function recoveryLink(deps: Deps): Promise<string> {
  return urlOf(deps.publicUrl, await deps.links.issue({ kind: 'recovery' }));
}
