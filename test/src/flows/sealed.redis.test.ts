import { readFile } from 'node:fs/promises';
import { fileRoutes, routes, type RouteName } from '@twohours/wire/route';
import type { clientEvents } from '@twohours/wire/socket';
import { newId } from '@twohours/wire/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Person } from '../harness/person.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

let server: TestServer;
let secrets: ReadonlySet<string>;

const exercise = 'federated-search';
/** So many characters of a line are enough to know it by, and too many to stand anywhere by chance. */
const WINDOW = 28;

/** Lines that stand in the statement, the starter or the hidden tests and nowhere else that a candidate may read. */
async function sealedLines(): Promise<string[]> {
  const published = await server.parts.exercises.newest(exercise);
  if (!published) throw new Error(`${exercise} is not published`);
  const { redis, keys } = server.parts;
  const overview = (await server.parts.exercises.openPart(published.hashes)).overview;
  const tars = await Promise.all([published.hashes.sealed, published.hashes.hidden].map((hash) => redis.get(keys.packagePart(hash))));
  const lines = tars
    .join('\n')
    .split(/\\n|\n/)
    .map((line) => line.trim());
  // As they stand in the packages, as they would be read, and as JSON would carry them.
  const forms = lines.flatMap((line) => [line, line.replaceAll(/\\(["\\])/g, '$1'), JSON.stringify(line).slice(1, -1)]);
  return [...new Set(forms)]
    .filter((line) => line.length >= WINDOW && /[a-z]{4}/.test(line) && !overview.includes(line))
    .map((line) => line.slice(0, WINDOW));
}

beforeAll(async () => {
  server = await startTestServer();
  secrets = new Set(await sealedLines());
});
afterAll(async () => server.close());

/** Every window of the text is looked up: Monaco alone has four million, and a thousand searches through it take long. */
function leakIn(text: string): string | undefined {
  for (let at = 0; at + WINDOW <= text.length; at += 1) {
    const window = text.slice(at, at + WINDOW);
    if (secrets.has(window)) return window;
  }
  return undefined;
}

/** Something plausible for every parameter; a new kind of parameter fails here until someone says what it is. */
const PARAMS: Record<string, string> = {
  attempt: newId('att'),
  invitation: newId('inv'),
  run: newId('run'),
  grading: newId('grd'),
  token: newId('tok'),
  role: 'backend',
  exercise,
  check: newId('chk'),
};

/** Bodies that get past the schema where there is one to get past. A route that needs a body and is not here fails. */
const BODIES: Partial<Record<RouteName, unknown>> = {
  redeemLink: { token: 'x'.repeat(43) },
  takeLease: { device: 'device-one', takeOver: true },
  appendEdits: { seq: 1, epoch: 1, events: [{ kind: 'edit', f: 's0', o: 0, d: 0, s: 'x', ago: 0 }] },
  keepLeftovers: { attempt: newId('att'), kind: 'late', batches: [{ seq: 1, epoch: 1, events: [{ kind: 'deleted', f: 's0', ago: 0 }] }] },
  formatFile: { path: 'search.go', text: 'package fedsearch' },
  signIn: { email: 'nobody@example.org', password: 'a long password' },
  acceptStaffLink: { token: 'x'.repeat(43), name: 'N', email: 'n@example.org', password: 'a long password' },
  inviteStaff: { roles: ['reviewer'] },
  makeApiToken: { name: 'ci', days: 1 },
  makeInvitation: { name: 'N', email: 'n@example.org', role: 'backend', exercise, opensAt: 0, closesAt: 1 },
  withdrawInvitation: { reason: 'a reason' },
  reissueInvitation: { reason: 'a reason' },
  addMinutes: { minutes: 5, reason: 'a reason' },
  voidAttempt: { reason: 'a reason' },
  reopenAttempt: { minutes: 5, reason: 'a reason' },
  startGrading: { attempt: newId('att') },
  saveReview: { expectedRevision: 0, content: { marks: [], comments: [], summary: '' } },
  giveReview: { expectedRevision: 1 },
  assignReviewers: { reviewers: [], instead: [], reason: 'a reason' },
  decide: { kind: 'hold', reason: 'a reason', after: 0 },
  changeReviewSettings: { reviewers: 2, dueDays: 5, isBlind: false, candidateSees: { verdicts: true, comments: true } },
  changePoints: { points: {}, reason: 'a reason', after: 0 },
  retryGrading: { reason: 'a reason' },
  askAtMoment: { tests: 'hidden', moment: { event: 1, at: 0 } },
};

describe('before Start', () => {
  it('[A11] the sweep would notice a leak: after Start the same lines are there', async () => {
    const { candidate } = await server.invite(await freshAdmin(), { exercise });
    expect(secrets.size).toBeGreaterThan(100);
    await candidate.call('startAttempt');
    const response = await candidate.fetch('GET', routes.readWorkspace.path);
    expect(leakIn(await response.text())).toBeDefined();
  });

  it('[A11] no route answers a candidate with a line of statement, starter or hidden tests', async () => {
    const { candidate, attempt } = await server.invite(await freshAdmin(), { exercise });
    for (const [name, route] of Object.entries({ ...routes, ...fileRoutes })) {
      if (name === 'startAttempt' || name === 'leaveAttempt') continue;
      const path = route.path.replaceAll(/:(\w+)/g, (_, key: string) => {
        const value = key === 'attempt' ? attempt : PARAMS[key];
        if (value === undefined) throw new Error(`the sweep does not know the parameter ${key} of ${name}`);
        return value;
      });
      const body = BODIES[name as RouteName];
      const takesBody = route.method === 'POST' && 'body' in route && !route.body.safeParse(undefined).success;
      if (takesBody) expect(route.body.safeParse(body).success, `the sweep needs a body for ${name}`).toBe(true);
      const response = await candidate.fetch(route.method, path, body);
      expect(leakIn(await response.text()), name).toBeUndefined();
    }
  });

  it('[A11] no socket event answers or tells a line of them', async () => {
    const { candidate, attempt } = await server.invite(await freshAdmin(), { exercise });
    const page = await candidate.connect();
    const payloads: Record<keyof typeof clientEvents, unknown> = {
      'workspace:append': BODIES.appendEdits,
      'workspace:compare': { seq: 0, hashes: { s0: 'x', s1: 'x' } },
      'clock:read': {},
      'run:start': {},
      'run:cancel': { run: newId('run') },
      'run:follow': { run: newId('run') },
    };
    for (const [name, payload] of Object.entries(payloads)) {
      const answer: unknown = await page.socket.timeout(10_000).emitWithAck(name, payload);
      expect(leakIn(JSON.stringify(answer)), name).toBeUndefined();
    }
    expect((await server.parts.attempts.head(attempt))?.phase).toBe('ready');
    expect(leakIn(JSON.stringify(page.heard))).toBeUndefined();
    candidate.leave();
  });

  it('[A11] no page, script or style of the client contains a line of them', async () => {
    const index = await readFile(new URL('../../../client/dist/index.html', import.meta.url), 'utf8').catch(() => undefined);
    // Built by `npm test` before any test runs.
    if (index === undefined) throw new Error('the client has not been built');
    const names = [...index.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '');
    const seen = new Set<string>();
    const visitor = new Person(server.url);
    for (let path = names.pop(); path !== undefined; path = names.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const text = await (await visitor.fetch('GET', path)).text();
      expect(leakIn(text), path).toBeUndefined();
      for (const match of text.matchAll(/["'`](?:\.\/|\/?assets\/)([\w.-]+\.(?:js|css))["'`]/g)) names.push(`/assets/${match[1]}`);
    }
    expect(seen.size).toBeGreaterThan(3);
  });
});

let admin: Person | undefined;
async function freshAdmin(): Promise<Person> {
  admin ??= await server.admin();
  return admin;
}
