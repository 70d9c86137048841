import type { AttemptId, ApiTokenId, StaffId } from '@twohours/wire/id';
import type { Audience } from '@twohours/wire/route';
import type { StaffRole } from '@twohours/wire/staff';

/** Who asks, as far as a door needs to know. */
export type Who =
  | { readonly as: 'anyone' }
  | { readonly as: 'candidate'; readonly attempt: AttemptId }
  | { readonly as: 'staff'; readonly id: StaffId; readonly name: string; readonly roles: readonly StaffRole[] }
  | { readonly as: 'api-token'; readonly id: ApiTokenId; readonly name: string };

export type Candidate = Extract<Who, { as: 'candidate' }>;
export type Staff = Extract<Who, { as: 'staff' }>;
export type ApiCaller = Extract<Who, { as: 'api-token' }>;

export function belongsTo(who: Who, audience: readonly Audience[]): boolean {
  switch (who.as) {
    case 'anyone':
      return audience.includes('anyone');
    case 'candidate':
      return audience.includes('candidate');
    case 'api-token':
      return audience.includes('api-token');
    case 'staff':
      return who.roles.some((role) => audience.includes(role));
  }
}

export const CANDIDATE_COOKIE = 'candidate';
export const STAFF_COOKIE = 'staff';

export interface Cookie {
  readonly name: typeof CANDIDATE_COOKIE | typeof STAFF_COOKIE;
  /** Empty to take it away. */
  readonly value: string;
  readonly maxAgeMs: number;
}

/** What authentication reads of a request, by HTTP or by a socket's handshake. */
export interface Credentials {
  readonly candidateCookie: string | undefined;
  readonly staffCookie: string | undefined;
  readonly bearer: string | undefined;
}

/** Over https the browser itself refuses a cookie of that name that anyone but this origin set. */
function cookieName(name: Cookie['name'], isSecure: boolean): string {
  return isSecure ? `__Host-${name}` : name;
}

export function serializeCookie(cookie: Cookie, isSecure: boolean): string {
  const parts = [
    `${cookieName(cookie.name, isSecure)}=${cookie.value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${Math.floor(cookie.maxAgeMs / 1000)}`,
  ];
  if (isSecure) parts.push('Secure');
  return parts.join('; ');
}

export function readCredentials(headers: { cookie?: string | undefined; authorization?: string | undefined }, isSecure: boolean): Credentials {
  const cookies = new Map(
    (headers.cookie ?? '').split(';').map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const;
    }),
  );
  const bearer = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  return {
    candidateCookie: cookies.get(cookieName(CANDIDATE_COOKIE, isSecure)),
    staffCookie: cookies.get(cookieName(STAFF_COOKIE, isSecure)),
    bearer,
  };
}
