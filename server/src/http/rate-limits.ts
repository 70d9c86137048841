import { createHash } from 'node:crypto';
import { Refused } from '@twohours/wire/problem';
import { routes } from '@twohours/wire/route';
import { MINUTE_MS } from '@twohours/wire/time';
import { ipKeyGenerator, rateLimit, type Options } from 'express-rate-limit';
import { Router, type Request, type RequestHandler } from 'express';
import type { Redis } from 'ioredis';
import { RedisStore, type RedisReply } from 'rate-limit-redis';
import { z } from 'zod';
import type { Keys } from '../redis/keys.ts';
import { readCredentials } from './who.ts';

interface Deps {
  readonly redis: Pick<Redis, 'call'>;
  readonly keys: Pick<Keys, 'rateLimit'>;
  readonly isOn: boolean;
  /** As for cookies: whether Twohours is reached over https. */
  readonly isSecure: boolean;
}

interface RateLimits {
  /** Before the body is parsed: keeps one caller from taking the whole server. */
  readonly general: RequestHandler;
  /** After the body was parsed, since an e-mail address is counted too: the doors at which something can be guessed. */
  readonly doors: RequestHandler;
}

interface Limit {
  readonly windowMs: number;
  readonly limit: number;
}

/*
  A recruiting day has a hundred candidates behind one address, so addresses get much and sessions less. At sign-in an
  e-mail address gets more than an internet address does: nobody locks a colleague out from one machine, and a hundred
  guesses a quarter of an hour from many find no password of twelve characters.
*/
const PER_SESSION: Limit = { windowMs: MINUTE_MS, limit: 1_200 };
const PER_ADDRESS: Limit = { windowMs: MINUTE_MS, limit: 12_000 };
const QUARTER_MS = 15 * MINUTE_MS;
const DOORS = [
  { name: 'sign-in', path: routes.signIn.path, address: { windowMs: QUARTER_MS, limit: 60 }, email: { windowMs: QUARTER_MS, limit: 100 } },
  { name: 'accept', path: routes.acceptStaffLink.path, address: { windowMs: QUARTER_MS, limit: 60 }, email: { windowMs: QUARTER_MS, limit: 100 } },
  { name: 'redeem', path: routes.redeemLink.path, address: { windowMs: QUARTER_MS, limit: 600 }, email: undefined },
] as const satisfies readonly { name: string; path: string; address: Limit; email: Limit | undefined }[];

const WithEmailSchema = z.object({ email: z.string() });

export function makeRateLimits({ redis, keys, isOn, isSecure }: Deps): RateLimits {
  const pass: RequestHandler = (_request, _response, next) => next();
  if (!isOn) return { general: pass, doors: pass };

  // In this process' memory: a flood is not to become a flood of writes to Redis, and a limit per server protects that server.
  const general = Router();
  general.use(rateLimit({ ...COMMON, ...PER_ADDRESS, keyGenerator: addressOf }));
  general.use(rateLimit({ ...COMMON, ...PER_SESSION, ...by((request) => sessionOf(request, isSecure)) }));

  // In Redis: guessing is not to get easier with every server that is added.
  const counted = (name: string) =>
    new RedisStore({ prefix: `${keys.rateLimit}${name}:`, sendCommand: (command, ...args) => redis.call(command, ...args) as Promise<RedisReply> });
  const doors = Router();
  for (const { name, path, address, email } of DOORS) {
    doors.post(path, rateLimit({ ...COMMON, ...address, keyGenerator: addressOf, store: counted(`${name}:address`) }));
    if (email) doors.post(path, rateLimit({ ...COMMON, ...email, ...by(emailOf), store: counted(`${name}:email`) }));
  }
  return { general, doors };
}

const COMMON = {
  standardHeaders: 'draft-8',
  legacyHeaders: false,
  handler: (_request, response, next) => {
    const seconds = Number(response.getHeader('Retry-After'));
    next(new Refused('too-many-requests', `Too many requests from here. Please try again ${waitInWords(seconds)}.`));
  },
} as const satisfies Partial<Options>;

/** Counts requests by what `find` finds in them, and lets those pass in which it finds nothing. */
function by(find: (request: Request) => string | undefined) {
  return { keyGenerator: (request: Request) => find(request) ?? '', skip: (request: Request) => find(request) === undefined };
}

/** Of an IPv6 address the /56, which is what one household or machine is given. */
function addressOf(request: Request): string {
  return ipKeyGenerator(request.ip ?? '');
}

/** Hashed, since keys are seen by people who may not see credentials. */
function sessionOf(request: Request, isSecure: boolean): string | undefined {
  const { bearer, staffCookie, candidateCookie } = readCredentials(request.headers, isSecure);
  const secret = bearer ?? staffCookie ?? candidateCookie;
  return secret === undefined ? undefined : hashOf(secret);
}

function emailOf(request: Request): string | undefined {
  const body = WithEmailSchema.safeParse(request.body);
  return body.success ? hashOf(body.data.email.trim().toLowerCase()) : undefined;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function waitInWords(seconds: number): string {
  if (seconds <= 1) return 'in a second';
  if (seconds < 90) return `in ${seconds} seconds`;
  return `in ${Math.ceil(seconds / 60)} minutes`;
}
