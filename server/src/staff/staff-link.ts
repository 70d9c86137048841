import type { StaffId } from '@twohours/wire/id';
import type { StaffRole } from '@twohours/wire/staff';
import type { StaffLinkStore } from './staff-link-store.ts';

export interface Deps {
  readonly links: Pick<StaffLinkStore, 'issue'>;
  readonly publicUrl: string;
}

/** The token is in the fragment, which browsers send to nobody: it appears in no log of a server or proxy. */
export function urlOf(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/accept#${token}`;
}

export async function colleagueLink(deps: Deps, by: StaffId, roles: readonly StaffRole[]): Promise<string> {
  return urlOf(deps.publicUrl, await deps.links.issue({ kind: 'colleague', roles: [...roles], by }));
}
