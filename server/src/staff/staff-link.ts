import type { StaffId } from '@twohours/wire/id';
import type { StaffRole } from '@twohours/wire/staff';
import type { StaffLinkStore } from './staff-link-store.ts';
import type { StaffStore } from './staff-store.ts';

interface Deps {
  readonly links: Pick<StaffLinkStore, 'issue'>;
  readonly publicUrl: string;
}

/** The token is in the fragment, which browsers send to nobody: it appears in no log of a server or proxy. */
function urlOf(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/accept#${token}`;
}

export async function colleagueLink(deps: Deps, by: StaffId, roles: readonly StaffRole[]): Promise<string> {
  return urlOf(deps.publicUrl, await deps.links.issue({ kind: 'colleague', roles: [...roles], by }));
}

/** A fresh link as long as there is no admin. Each start prints another one; all of them end with the first admin. */
export async function firstAdminLink(deps: Deps & { staff: Pick<StaffStore, 'hasAdmin'> }): Promise<string | undefined> {
  if (await deps.staff.hasAdmin()) return undefined;
  return urlOf(deps.publicUrl, await deps.links.issue({ kind: 'first-admin' }));
}

/** For whoever runs the machine: makes another admin, whoever there is already. */
export async function recoveryLink(deps: Deps): Promise<string> {
  return urlOf(deps.publicUrl, await deps.links.issue({ kind: 'recovery' }));
}
