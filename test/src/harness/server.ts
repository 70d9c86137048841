import { FakeClock } from '@twohours/server/fake-clock';
import { readConfig } from '@twohours/server/config';
import { firstAdminLink } from '@twohours/server/staff/first-admin';
import { startServer, type RunningServer } from '@twohours/server/start-server';
import type { AttemptId, InvitationId } from '@twohours/wire/id';
import type { NewInvitation } from '@twohours/wire/invitation';
import { HOUR_MS } from '@twohours/wire/time';
import { pino } from 'pino';
import { Person } from './person.ts';
import { redisUrl } from './redis.ts';

export interface Invited {
  readonly candidate: Person;
  readonly invitation: InvitationId;
  readonly attempt: AttemptId;
  readonly link: string;
}

export interface TestServer extends RunningServer {
  readonly clock: FakeClock;
  readonly prefix: string;
  /** Moves the clock as if servers had been there all along. */
  advance(ms: number): Promise<void>;
  admin(): Promise<Person>;
  invite(admin: Person, more?: Partial<NewInvitation>): Promise<Invited>;
}

/** A log that makes a test fail when the server logs an error of ours. */
function strictLog(errors: string[]) {
  return pino({ level: 'error' }, { write: (line: string) => void errors.push(line) });
}

/** A whole server on an injected clock, with keys of its own in the tests' Redis, or beside another on the same. */
export async function startTestServer(
  more: NodeJS.ProcessEnv = {},
  beside?: TestServer,
  { mayLogErrors = false }: { mayLogErrors?: boolean } = {},
): Promise<TestServer> {
  const clock = beside?.clock ?? new FakeClock();
  const prefix = beside?.prefix ?? `t${crypto.randomUUID().slice(0, 8)}:`;
  const config = readConfig({ REDIS_URL: redisUrl(), REDIS_PREFIX: prefix, PORT: '0', RATE_LIMITS: 'false', COMPANY_NAME: 'Acme', ...more });
  const errors: string[] = [];
  const server = await startServer(config, strictLog(errors), clock);
  const advance = async (ms: number) => {
    await server.parts.redis.set(server.parts.keys.serverAlive, String(clock.now() + ms));
    await clock.jump(ms);
  };
  const admin = async () => {
    const person = new Person(server.url);
    const link = await firstAdminLink(server.parts);
    if (link === undefined) throw new Error('there is an admin already');
    const token = link.split('#')[1] ?? '';
    await person.call('acceptStaffLink', { body: { token, name: 'Ada Admin', email: 'ada@example.org', password: 'correct horse battery' } });
    return person;
  };
  const close = async () => {
    await server.close();
    if (errors.length > 0 && !mayLogErrors) throw new Error(`the server logged errors:\n${errors.join('\n')}`);
  };
  return { ...server, clock, prefix, advance, admin, invite: (by, asked) => invite(server.url, clock.now(), by, asked), close };
}

export async function invite(url: string, now: number, admin: Person, more: Partial<NewInvitation> = {}): Promise<Invited> {
  const body = {
    name: 'Cleo Candidate',
    email: 'cleo@example.org',
    role: 'backend',
    exercise: 'warm-up',
    opensAt: now - HOUR_MS,
    closesAt: now + 24 * HOUR_MS,
    ...more,
  };
  const { link, invitation } = await admin.call('makeInvitation', { body });
  const candidate = new Person(url);
  const { attempt } = await candidate.call('redeemLink', { body: { token: link.split('#')[1] ?? '' } });
  return { candidate, invitation: invitation.id, attempt, link };
}
