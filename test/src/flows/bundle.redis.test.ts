import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesBelow, openBundle, textOf, type OpenedBundle } from '@twohours/server/bundles/open-bundle';
import { settleGrading } from '@twohours/server/grading/gradings';
import { isWhole, verifyBundle } from '@twohours/server/bundles/verify-bundle';
import { fileRoutes } from '@twohours/wire/route';
import type { AttemptId } from '@twohours/wire/id';
import { ProblemSchema } from '@twohours/wire/problem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastGrading, sliceFor, verdictFor } from '../harness/endings.ts';
import { Person } from '../harness/person.ts';
import { assign, draftWhole, giveWhole } from '../harness/reviews.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { solution, write } from '../harness/solutions.ts';

let server: TestServer;
let admin: Person;

beforeAll(async () => {
  server = await startTestServer();
  admin = await server.admin();
});
afterAll(async () => server.close());

const pathOf = (attempt: string) => fileRoutes.readBundle.path.replace(':attempt', attempt);
const asked = async (person: Person, attempt: string, query = '') => person.fetch('GET', pathOf(attempt) + query);
const codeOf = async (response: Response) => ProblemSchema.parse(await response.json()).code;

async function downloaded(person: Person, attempt: AttemptId, query = ''): Promise<Uint8Array> {
  const response = await asked(person, attempt, query);
  if (!response.ok) throw new Error(await response.text());
  return new Uint8Array(await response.arrayBuffer());
}

function opened(bytes: Uint8Array): OpenedBundle {
  const bundle = openBundle(bytes);
  if ('unreadable' in bundle) throw new Error(bundle.unreadable);
  return bundle;
}

async function colleague(role: 'reviewer' | 'grader'): Promise<Person> {
  const { link } = await admin.call('inviteStaff', { body: { roles: [role] } });
  const person = new Person(server.url);
  const body = {
    token: link.split('#')[1] ?? '',
    name: 'Rae',
    email: `${role}${crypto.randomUUID()}@example.org`,
    password: 'correct horse battery',
  };
  await person.call('acceptStaffLink', { body });
  return person;
}

/** Was given minutes, lost some to an outage of ours, was reopened, and is closed. */
async function closed() {
  const { candidate, attempt } = await server.invite(admin, { accommodationPercent: 25 });
  await candidate.call('startAttempt');
  await write(candidate, { 'NOTES.md': '# First\n' });
  await server.advance(60_000);
  await admin.call('addMinutes', { params: { attempt }, body: { minutes: 7, reason: 'a fire alarm' } });
  await candidate.call('submitAttempt');
  await admin.call('reopenAttempt', { params: { attempt }, body: { minutes: 5, reason: 'too early' } });
  await server.advance(60_000);
  await write(candidate, await solution('warm-up', 'reference'));
  await candidate.call('submitAttempt');
  return { candidate, attempt };
}

describe('a bundle of a closed attempt', () => {
  it('[BU1] comes whole over HTTP, is signed by the installation, and is the same each time', async () => {
    const { candidate, attempt } = await closed();
    const response = await asked(admin, attempt);
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${attempt}-2.zip"`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(Buffer.compare(bytes, await downloaded(admin, attempt))).toBe(0);

    const { publicKey } = await admin.call('readSigningKey');
    const verification = verifyBundle(bytes, { key: publicKey });
    expect(verification.checks.filter(({ isGood }) => !isGood)).toEqual([]);

    const { manifest, members } = opened(bytes);
    const receipt = await candidate.call('readAttempt');
    if (receipt.phase !== 'closed') throw new Error(receipt.phase);
    expect(manifest).toMatchObject({
      attempt,
      candidate: 'Cleo Candidate',
      closing: { number: 2, by: 'candidate', usedMs: 120_000, filesHash: receipt.submission?.hash },
      recording: receipt.recording,
    });
    const result = await admin.call('readResult', { params: { attempt } });
    expect(filesBelow('files', members)).toEqual(result.submissions[1]?.files);
    expect(filesBelow('starter', members)).toEqual(result.starter);
    const verdicts: unknown = JSON.parse(textOf(members.get('verdicts.json')));
    expect(verdicts).toMatchObject({ groups: result.groups, gradings: result.gradings });
  });

  it('[BU6] tells an admin no more than a reviewer, of grants what our own faults gave back, and nothing of the ledger', async () => {
    const { candidate, attempt } = await server.invite(admin, { accommodationPercent: 25 });
    await candidate.call('startAttempt');
    await admin.call('addMinutes', { params: { attempt }, body: { minutes: 7, reason: 'a fire alarm' } });
    await server.clock.jump(90_000);
    const later = await startTestServer({}, server);
    await later.parts.redis.ping();
    await candidate.call('submitAttempt');
    await admin.call('reopenAttempt', { params: { attempt }, body: { minutes: 5, reason: 'too early' } });
    await candidate.call('submitAttempt');
    await later.close();
    const { ledger } = (await admin.call('readResult', { params: { attempt } })).attempt;
    expect(ledger?.map(({ kind }) => kind)).toEqual(['allotted', 'extended', 'credited', 'reopened']);

    const bytes = await downloaded(admin, attempt);
    expect(Buffer.compare(await downloaded(await colleague('reviewer'), attempt), bytes)).toBe(0);
    expect(isWhole(verifyBundle(bytes))).toBe(true);
    const { members } = opened(bytes);
    for (const [path, content] of members) {
      const text = textOf(content);
      const grants = [...text.matchAll(/"grant":\s*"(\w+)"/g)].map((match) => match[1]);
      expect(
        grants.filter((grant) => grant !== 'credited'),
        path,
      ).toEqual([]);
      const told = path === 'replay/index.html' ? text.slice(text.indexOf('id="twohours-replay"')).split('</script>', 1)[0] : text;
      expect(told, path).not.toMatch(/fire alarm|too early|ledger|allotted|extended|reopened|accommodation|could not be reached/);
    }
    const recording = textOf(members.get('recording.jsonl'));
    expect(recording.match(/"credited"/g)).toHaveLength(1);
    expect(recording.match(/"withheld"/g)).toHaveLength(2);
  });

  it('[BU7] is had by everyone of staff, and by nobody else', async () => {
    const { candidate, attempt } = await closed();
    for (const person of [admin, await colleague('reviewer'), await colleague('grader')]) {
      expect(isWhole(verifyBundle(await downloaded(person, attempt)))).toBe(true);
    }
    const { secret } = await admin.call('makeApiToken', { body: { name: 'ci', days: 1 } });
    for (const person of [candidate, new Person(server.url), new Person(server.url).withToken(secret)]) {
      const response = await asked(person, attempt);
      expect([401, 403]).toContain(response.status);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
  });

  it('[BU7] there is none while the attempt is not closed, and of none that is not there', async () => {
    const { candidate, attempt } = await server.invite(admin);
    expect(await codeOf(await asked(admin, attempt))).toBe('attempt-not-started');
    await candidate.call('startAttempt');
    expect(await codeOf(await asked(admin, attempt))).toBe('attempt-open');
    await candidate.call('submitAttempt');
    await admin.call('reopenAttempt', { params: { attempt }, body: { minutes: 5, reason: 'too early' } });
    expect(await codeOf(await asked(admin, attempt))).toBe('attempt-open');
    expect(await codeOf(await asked(admin, `${attempt.slice(0, -3)}xyz`))).toBe('attempt-unknown');
    expect(await codeOf(await asked(admin, 'att_..'))).toBe('malformed');
    expect(await codeOf(await asked(admin, attempt, '?reviews=yes'))).toBe('malformed');
    expect(await codeOf(await asked(admin, attempt, '?review=1'))).toBe('malformed');
  });

  it('[BU8] has the only copy of its page that anyone is given', async () => {
    const { attempt } = await closed();
    const page = textOf(opened(await downloaded(admin, attempt)).members.get('replay/index.html'));
    expect(page).toContain('"candidate":"Cleo Candidate"');
    expect(page).not.toMatch(/<(?:script|link|img)[^>]*(?:src|href)=/);
    for (const path of ['/.replay/index.html', '/.replay/', '/%2ereplay/index.html']) {
      expect(await (await admin.fetch('GET', path)).text(), path).not.toContain('twohours-replay');
    }
  });

  it('[BU9] holds reviews where they are asked for, and is not to be had while it would say whom one reviews', async () => {
    const reviewer = await colleague('reviewer');
    const candidateSees = { verdicts: false, comments: false };
    await admin.call('changeReviewSettings', { params: { role: 'backend' }, body: { reviewers: 1, dueDays: 5, isBlind: true, candidateSees } });
    const { attempt } = await closed();
    expect(await codeOf(await asked(reviewer, attempt))).toBe('not-allowed');
    expect(opened(await downloaded(admin, attempt)).members.has('reviews.json')).toBe(false);
    const whole = opened(await downloaded(admin, attempt, '?reviews=1'));
    expect(JSON.parse(textOf(whole.members.get('reviews.json')))).toMatchObject({ isBlind: true, decisions: [], candidateSees });
    await assign(admin, attempt, [], { reason: 'nobody has time' });
    await admin.call('decide', { params: { attempt }, body: { kind: 'advance', reason: 'for a test', after: 0 } });
    expect((await asked(reviewer, attempt)).status).toBe(200);
  });

  it('[BU9] holds others’ reviews once one’s own is given, for whoever gives none once all are, and drafts for nobody', async () => {
    const [rita, rosa] = [await colleague('reviewer'), await colleague('reviewer')];
    const settings = { reviewers: 0, dueDays: 5, isBlind: false, candidateSees: { verdicts: false, comments: false } };
    await admin.call('changeReviewSettings', { params: { role: 'backend' }, body: settings });
    const { attempt } = await closed();
    const reviewers = await Promise.all([rita, rosa].map(async (each) => (await each.call('readMe')).id));
    await assign(admin, attempt, reviewers);

    /** What can be read of the two reviews in any member of each one's bundle. */
    const told = async (query = '?reviews=1') => {
      const bundles = await Promise.all([rita, rosa, admin].map(async (each) => opened(await downloaded(each, attempt, query))));
      return bundles.map(({ members }) => {
        const text = [...members.values()].map(textOf).join('\n');
        return ['Rita thinks', 'Rosa thinks'].filter((words) => text.includes(words));
      });
    };
    await draftWhole(rita, attempt, { summary: 'Rita thinks' });
    expect(await told()).toEqual([[], [], []]);
    await giveWhole(rita, attempt, { summary: 'Rita thinks' });
    expect(await told()).toEqual([['Rita thinks'], [], []]);
    await draftWhole(rosa, attempt, { summary: 'Rosa thinks' });
    expect(await told()).toEqual([['Rita thinks'], [], []]);
    await giveWhole(rosa, attempt, { summary: 'Rosa thinks' });
    const both = ['Rita thinks', 'Rosa thinks'];
    expect(await told()).toEqual([both, both, both]);
    expect(await told('')).toEqual([[], [], []]);
    expect(isWhole(verifyBundle(await downloaded(rosa, attempt, '?reviews=1')))).toBe(true);
  });

  it('[BU9] with reviews goes by another name, so that the two are told apart on a disk', async () => {
    const { attempt } = await closed();
    const nameOf = async (query: string) => (await asked(admin, attempt, query)).headers.get('content-disposition');
    expect(await nameOf('')).toBe(`attachment; filename="${attempt}-2.zip"`);
    expect(await nameOf('?reviews=1')).toBe(`attachment; filename="${attempt}-2-with-reviews.zip"`);
  });

  it('[BU10] holds lanes once they were run to their end, and the page shows them', async () => {
    const { candidate, attempt } = await server.invite(admin);
    await candidate.call('startAttempt');
    await candidate.call('startRun');
    await write(candidate, await solution('warm-up', 'reference'));
    await candidate.call('submitAttempt');
    const lanesIn = async () => opened(await downloaded(admin, attempt)).members.get('lanes.json');
    expect(await lanesIn()).toBeUndefined();
    const grading = await lastGrading(server, attempt);
    await settleGrading(server.parts, await verdictFor(server, grading));
    expect(await lanesIn()).toBeUndefined();
    await server.parts.settle(await sliceFor(server, grading, ['failed']));
    const lanes = await admin.call('readLanes', { params: { attempt } });
    expect(lanes.state.phase).toBe('done');
    expect(JSON.parse(textOf(await lanesIn()))).toEqual(lanes);
    const bytes = await downloaded(admin, attempt);
    expect(isWhole(verifyBundle(bytes))).toBe(true);
    expect(textOf(opened(bytes).members.get('replay/index.html'))).toContain(JSON.stringify(lanes.lanes[0]));
  });

  it('[BU2] is looked at from a terminal, by the file alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
    try {
      const { attempt } = await closed();
      const bytes = await downloaded(admin, attempt);
      const { publicKey } = await admin.call('readSigningKey');
      await writeFile(join(folder, 'a.zip'), bytes);
      await writeFile(join(folder, 'b.zip'), bytes.with(bytes.length >> 1, (bytes[bytes.length >> 1] ?? 0) ^ 1));
      const said = await Promise.all([
        verifiedInTerminal(join(folder, 'a.zip'), '--key', publicKey),
        verifiedInTerminal(join(folder, 'a.zip'), '--key', publicKey.replace(/.{4}$/, 'AAA=')),
        verifiedInTerminal(join(folder, 'b.zip')),
        verifiedInTerminal(join(folder, 'none.zip')),
        verifiedInTerminal(),
      ]);
      expect(said).toMatchObject([
        { code: 0, text: expect.stringContaining('It is whole.') },
        { code: 1 },
        { code: 1, text: expect.stringContaining('It is not as it was made.') },
        { code: 2 },
        { code: 2 },
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

async function verifiedInTerminal(...args: string[]): Promise<{ code: unknown; text: string }> {
  const script = fileURLToPath(new URL('../../../server/src/bundles/verify-main.ts', import.meta.url));
  // Nothing of ours around it: no Redis, no installation.
  const child = spawn(process.execPath, [script, ...args], { env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = await once(child, 'close');
  return { code, text };
}
