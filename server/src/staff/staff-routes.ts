import { Refused } from '@twohours/wire/problem';
import type { Clock } from '@twohours/wire/time';
import type { Api } from '../http/api.ts';
import { STAFF_COOKIE, type Cookie, type Credentials } from '../http/who.ts';
import { STAFF_SESSION_MS, type SessionStore } from '../sessions/session-store.ts';
import { acceptStaffLink } from './accept-staff-link.ts';
import * as apiToken from './api-token.ts';
import type { ApiTokenStore } from './api-token-store.ts';
import { signIn } from './sign-in.ts';
import { viewOf, type Staff } from './staff.ts';
import { colleagueLink } from './staff-link.ts';
import type { StaffLinkStore } from './staff-link-store.ts';
import type { StaffStore } from './staff-store.ts';

interface Deps {
  readonly staff: StaffStore;
  readonly links: StaffLinkStore;
  readonly tokens: ApiTokenStore;
  readonly sessions: Pick<SessionStore, 'open' | 'close'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly publicUrl: string;
}

export function addStaffRoutes(api: Api, deps: Deps): void {
  const { staff, tokens, sessions, clock } = deps;

  /** The session that the browser had before, if any, ends: its cookie is about to be overwritten. */
  const openSession = async (who: Staff, { credentials, setCookie }: { credentials: Credentials; setCookie: (cookie: Cookie) => void }) => {
    if (credentials.staffCookie !== undefined) await sessions.close(credentials.staffCookie);
    const value = await sessions.open({ as: 'staff', staff: who.id });
    setCookie({ name: STAFF_COOKIE, value, maxAgeMs: STAFF_SESSION_MS });
    return viewOf(who);
  };

  api.handle('signIn', async (call) => openSession(await signIn(deps, call.body), call));
  api.handle('acceptStaffLink', async (call) => openSession(await acceptStaffLink(deps, call.body), call));

  api.handle('signOut', async ({ credentials, setCookie }) => {
    if (credentials.staffCookie !== undefined) await sessions.close(credentials.staffCookie);
    setCookie({ name: STAFF_COOKIE, value: '', maxAgeMs: 0 });
    return {};
  });

  api.handle('readMe', async ({ who }) => {
    const me = await staff.find(who.id);
    if (!me) throw new Refused('staff-unknown', 'You are no longer a member of the staff here.');
    return viewOf(me);
  });

  api.handle('listStaff', async () => ({ staff: (await staff.list()).map(viewOf) }));
  api.handle('inviteStaff', async ({ who, body }) => ({ link: await colleagueLink(deps, who.id, body.roles) }));

  api.handle('listApiTokens', async () => ({ tokens: await tokens.list() }));
  api.handle('makeApiToken', async ({ who, body }) => {
    const { token, secret } = apiToken.newApiToken({ ...body, by: who.id }, clock.now());
    await tokens.add(token);
    return { token: apiToken.viewOf(token, undefined), secret };
  });
  api.handle('revokeApiToken', async ({ params }) => {
    if (!(await tokens.revoke(params.token))) throw new Refused('token-unknown', 'There is no such API token. It may have been revoked already.');
    return {};
  });
}
