import { Refused } from '@twohours/wire/problem';
import type { Audience } from '@twohours/wire/route';
import { StaffRoleSchema } from '@twohours/wire/staff';
import type { Clock } from '@twohours/wire/time';
import type { Authenticate } from '../http/api.ts';
import type { Who } from '../http/who.ts';
import type { ApiTokenStore } from '../staff/api-token-store.ts';
import type { StaffStore } from '../staff/staff-store.ts';
import type { SessionStore } from './session-store.ts';

interface Deps {
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly staff: Pick<StaffStore, 'find'>;
  readonly tokens: Pick<ApiTokenStore, 'use'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Finds out who asks, looking only at what the door's audience makes admissible: a candidate's cookie opens no staff
 * door, and no cookie helps a script whose token has expired. Whether the role is right is `belongsTo`'s.
 */
export function makeAuthenticate(deps: Deps): Authenticate {
  const asStaff = async (cookie: string): Promise<Who | undefined> => {
    const session = await deps.sessions.find(cookie);
    if (session?.as !== 'staff') return undefined;
    // Read each time: a role that was taken away is gone with the next request.
    const staff = await deps.staff.find(session.staff);
    return staff && { as: 'staff', id: staff.id, name: staff.name, roles: staff.roles };
  };

  const asCandidate = async (cookie: string): Promise<Who | undefined> => {
    const session = await deps.sessions.find(cookie);
    return session?.as === 'candidate' ? { as: 'candidate', attempt: session.attempt } : undefined;
  };

  const asScript = async (secret: string): Promise<Who | undefined> => {
    const token = await deps.tokens.use(secret, deps.clock.now());
    return token && { as: 'api-token', id: token.id, name: token.name };
  };

  return async ({ bearer, staffCookie, candidateCookie }, audience) => {
    let who: Who | undefined;
    if (bearer !== undefined && audience.includes('api-token')) {
      who = await asScript(bearer);
      if (!who) throw new Refused('not-signed-in', 'This API token is unknown, has expired or was revoked. An admin can make a new one.');
      return who;
    }
    if (staffCookie !== undefined && isForStaff(audience)) who = await asStaff(staffCookie);
    if (candidateCookie !== undefined && audience.includes('candidate')) who ??= await asCandidate(candidateCookie);
    if (audience.includes('anyone')) who ??= { as: 'anyone' };
    if (!who) throw new Refused('not-signed-in', sentenceFor(audience, bearer !== undefined));
    return who;
  };
}

function isForStaff(audience: readonly Audience[]): boolean {
  return StaffRoleSchema.options.some((role) => audience.includes(role));
}

function sentenceFor(audience: readonly Audience[], isScript: boolean): string {
  if (isScript) return 'API tokens do not open this door. They start and read gradings.';
  if (audience.includes('candidate')) return 'We do not recognise this browser any more. Please open your invitation link again: your work is kept.';
  return 'Please sign in.';
}
