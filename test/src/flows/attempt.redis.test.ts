import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@twohours/wire/time';
import type { WorkspaceEvent } from '@twohours/wire/recording';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../harness/person.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

let server: TestServer;
let admin: Person;

beforeAll(async () => {
  server = await startTestServer();
  admin = await server.admin();
});
afterAll(async () => server.close());

const type = (file: string, text: string): WorkspaceEvent => ({ kind: 'edit', f: file, o: 0, d: 0, s: text, ago: 0 });

/** An attempt that was started, with a page that holds the lease. */
async function sitting() {
  const { candidate, attempt } = await server.invite(admin);
  await candidate.call('startAttempt');
  const lease = await candidate.call('takeLease', { body: { device: 'device-one', takeOver: false } });
  if (lease.kind !== 'writer') throw new Error('no lease');
  const view = await candidate.call('readWorkspace');
  const file = view.files.find((each) => each.path.endsWith('.go') && !view.readOnly.includes(each.path))?.id ?? '';
  const textOf = async () => (await candidate.call('readWorkspace')).files.find((each) => each.id === file)?.text ?? '';
  return { candidate, attempt, epoch: lease.epoch, file, textOf };
}

describe('the whole path, without running anything', () => {
  it('[A5] goes from the lobby over the workspace to the receipt', async () => {
    const { candidate, attempt } = await server.invite(admin);
    expect(await candidate.call('readAttempt')).toMatchObject({ phase: 'ready', company: 'Acme', allottedMs: 15 * MINUTE_MS });
    expect(await candidate.refusal(candidate.call('readWorkspace'))).toBe('attempt-not-started');

    expect(await candidate.call('startAttempt')).toMatchObject({ phase: 'active', remainingMs: 15 * MINUTE_MS });
    const view = await candidate.call('readWorkspace');
    expect(view.files.map((file) => file.path)).toContain('go.mod');

    await server.advance(10 * MINUTE_MS);
    expect(await candidate.call('submitAttempt')).toMatchObject({ phase: 'closed', closedBy: 'candidate', usedMs: 10 * MINUTE_MS });
    const result = await admin.call('readResult', { params: { attempt } });
    expect(result.gradings).toMatchObject([{ cause: { kind: 'closing' }, state: { phase: 'queued' } }]);
  });

  it('[A5] pressing Start twice starts once, and submitting twice is submitting once', async () => {
    const { candidate, attempt } = await server.invite(admin);
    const started = await Promise.all([candidate.call('startAttempt'), candidate.call('startAttempt')]);
    expect(started.map((view) => view.phase)).toEqual(['active', 'active']);
    const closed = await Promise.all([candidate.call('submitAttempt'), candidate.call('submitAttempt')]);
    expect(closed.map((view) => view.phase)).toEqual(['closed', 'closed']);
    const result = await admin.call('readResult', { params: { attempt } });
    expect(result.submissions).toHaveLength(1);
    expect(result.gradings).toHaveLength(1);
  });
});

describe('edits', () => {
  it('[A9] are saved over the socket and over HTTP, in one sequence', async () => {
    const { candidate, epoch, file, textOf } = await sitting();
    const page = await candidate.connect();
    expect(await page.ask('workspace:append', { seq: 1, epoch, events: [type(file, '// one\n')] })).toMatchObject({ kind: 'saved', seq: 1 });
    expect(await candidate.call('appendEdits', { body: { seq: 2, epoch, events: [type(file, '// two\n')] } })).toMatchObject({
      kind: 'saved',
      seq: 2,
    });
    expect(await textOf()).toMatch(/^\/\/ two\n\/\/ one\n/);
    candidate.leave();
  });

  it('[A9] sent again after a lost answer are there once', async () => {
    const { candidate, epoch, file, textOf } = await sitting();
    const batch = { seq: 1, epoch, events: [type(file, '// once\n')] };
    const replies = await Promise.all(Array.from({ length: 8 }, () => candidate.call('appendEdits', { body: batch })));
    expect(new Set(replies.map((reply) => reply.kind))).toEqual(new Set(['saved']));
    expect((await textOf()).match(/once/g)).toHaveLength(1);
  });

  it('[A9] with a gap in front are sent back for, and from an old epoch are refused', async () => {
    const { candidate, epoch, file } = await sitting();
    expect(await candidate.call('appendEdits', { body: { seq: 3, epoch, events: [type(file, 'x')] } })).toEqual({ kind: 'gap', expected: 1 });
    await candidate.call('takeLease', { body: { device: 'device-one', takeOver: false } });
    expect(await candidate.call('appendEdits', { body: { seq: 1, epoch, events: [type(file, 'x')] } })).toEqual({
      kind: 'not-the-writer',
      epoch: epoch + 1,
    });
  });

  it('[A9] outside a file, or of a read-only one, are refused with a sentence and leave everything as it was', async () => {
    const { candidate, epoch, file, textOf } = await sitting();
    const before = await textOf();
    const view = await candidate.call('readWorkspace');
    const mod = view.files.find((each) => each.path === 'go.mod')?.id ?? '';
    for (const event of [
      { ...type(file, 'x'), o: 1_000_000 },
      type(mod, 'x'),
      { kind: 'created', f: 'n1', path: '../x.go', text: '', ago: 0 },
    ] as WorkspaceEvent[]) {
      const reply = await candidate.call('appendEdits', { body: { seq: 1, epoch, events: [type(file, 'y'), event] } });
      expect(reply.kind).toBe('refused');
    }
    expect(await textOf()).toBe(before);
  });

  it('[A10] another device asks first, and a page that was overtaken is told', async () => {
    const { candidate, epoch } = await sitting();
    const page = await candidate.connect();
    expect(await candidate.call('takeLease', { body: { device: 'device-two', takeOver: false } })).toEqual({ kind: 'reader', epoch });
    expect(await candidate.call('takeLease', { body: { device: 'device-two', takeOver: true } })).toMatchObject({ kind: 'writer', epoch: epoch + 1 });
    await page.hears('workspace:taken-over', (said: { epoch: number }) => said.epoch === epoch + 1);
    candidate.leave();
  });

  it('[A9] of two pages that ask for the lease at once, one writes', async () => {
    const { candidate, file } = await sitting();
    const leases = await Promise.all(
      Array.from({ length: 10 }, (_, index) => candidate.call('takeLease', { body: { device: `racing-${index}`, takeOver: true } })),
    );
    const epochs = leases.map((lease) => lease.epoch);
    expect(new Set(epochs).size).toBe(10);
    const replies = await Promise.all(
      epochs.map((each) => candidate.call('appendEdits', { body: { seq: 1, epoch: each, events: [type(file, 'z')] } })),
    );
    expect(replies.filter((reply) => reply.kind === 'saved')).toHaveLength(1);
  });
});

describe('the deadline', () => {
  it('[A6] what was typed before it may arrive for five seconds, stamped no later than it', async () => {
    const { candidate, attempt, epoch, file } = await sitting();
    await server.advance(15 * MINUTE_MS + 3 * SECOND_MS);
    expect(await candidate.call('appendEdits', { body: { seq: 1, epoch, events: [type(file, '// in time\n')] } })).toMatchObject({ kind: 'saved' });
    expect(await candidate.refusal(candidate.call('submitAttempt'))).toBe('past-deadline');
    await server.advance(3 * SECOND_MS);
    await expect.poll(async () => (await candidate.call('readAttempt')).phase, { timeout: 5_000 }).toBe('closed');
    expect(await candidate.call('appendEdits', { body: { seq: 2, epoch, events: [type(file, '// late\n')] } })).toEqual({ kind: 'closed' });
    const result = await admin.call('readResult', { params: { attempt } });
    expect(result.submissions[0]).toMatchObject({ closedBy: 'deadline', atMs: 15 * MINUTE_MS });
    expect(Object.values(result.submissions[0]?.files ?? {}).join('')).toContain('// in time');
  });

  it('[A2] forty closers race: one submission, one grading', async () => {
    const { candidate, attempt } = await sitting();
    await server.advance(15 * MINUTE_MS - 1);
    const closers = Array.from({ length: 40 }, (_, index) =>
      index % 2 === 0
        ? candidate.refusal(candidate.call('submitAttempt'))
        : admin.refusal(admin.call('voidAttempt', { params: { attempt }, body: { reason: 'a race' } })),
    );
    const [refusals] = await Promise.all([Promise.all(closers), server.advance(6 * SECOND_MS)]);
    expect(new Set(refusals)).toContain(undefined);
    await expect.poll(async () => (await candidate.call('readAttempt')).phase).toBe('closed');
    const result = await admin.call('readResult', { params: { attempt } });
    expect(result.submissions).toHaveLength(1);
    expect(result.gradings).toHaveLength(1);
    await expect.poll(async () => server.parts.redis.zcard(server.parts.keys.unqueuedJobs)).toBe(0);
  });

  it('[A13] an extension reaches the open page by itself', async () => {
    const { candidate, attempt } = await sitting();
    const page = await candidate.connect();
    await admin.call('addMinutes', { params: { attempt }, body: { minutes: 10, reason: 'fire drill' } });
    const told = await page.hears('attempt:changed', (view: { remainingMs?: number }) => view.remainingMs === 25 * MINUTE_MS, 2_000);
    expect(told).toMatchObject({ granted: [{ kind: 'extended', ms: 10 * MINUTE_MS }] });
    candidate.leave();
  });

  it('[A12] a reopened attempt goes on from where it was closed', async () => {
    const { candidate, attempt, epoch, file, textOf } = await sitting();
    await candidate.call('appendEdits', { body: { seq: 1, epoch, events: [type(file, '// first\n')] } });
    await candidate.call('submitAttempt');
    await server.advance(HOUR_MS);
    await admin.call('reopenAttempt', { params: { attempt }, body: { minutes: 5, reason: 'power cut' } });
    const lease = await candidate.call('takeLease', { body: { device: 'device-one', takeOver: false } });
    expect(lease).toMatchObject({ kind: 'writer', seq: 1 });
    await candidate.call('appendEdits', { body: { seq: 2, epoch: lease.epoch, events: [type(file, '// second\n')] } });
    expect(await textOf()).toMatch(/^\/\/ second\n\/\/ first\n/);
    await candidate.call('submitAttempt');
    const result = await admin.call('readResult', { params: { attempt } });
    expect(result.submissions.map((submission) => submission.number)).toEqual([1, 2]);
    expect(Object.values(result.submissions[0]?.files ?? {}).join('')).not.toContain('// second');
    expect(Object.values(result.submissions[1]?.files ?? {}).join('')).toContain('// second');
  });

  it('[A8] an outage of two minutes is credited and told', async () => {
    const { candidate } = await sitting();
    // No server refreshed its sign: that is what the clock alone moving on looks like.
    await server.clock.jump(2 * MINUTE_MS);
    await expect.poll(async () => (await candidate.call('readAttempt')).phase === 'active').toBe(true);
    await server.clock.jump(2 * SECOND_MS);
    await expect
      .poll(async () => {
        const view = await candidate.call('readAttempt');
        return view.phase === 'active' ? view.granted.map((grant) => grant.kind) : [];
      })
      .toContain('credited');
  });
});

describe('invitations', () => {
  it('[A14] a withdrawn one cannot be opened or started, and its page is signed out', async () => {
    const { candidate, invitation, link } = await server.invite(admin);
    await admin.call('withdrawInvitation', { params: { invitation }, body: { reason: 'position filled' } });
    expect(await candidate.refusal(candidate.call('startAttempt'))).toBe('not-signed-in');
    expect(await candidate.refusal(candidate.call('redeemLink', { body: { token: link.split('#')[1] ?? '' } }))).toBe('link-unknown');
  });

  it('[A14] a re-issued link works and the old one does not', async () => {
    const { candidate, invitation, link } = await server.invite(admin);
    const again = await admin.call('reissueInvitation', { params: { invitation }, body: { reason: 'lost the mail' } });
    expect(await candidate.refusal(candidate.call('redeemLink', { body: { token: link.split('#')[1] ?? '' } }))).toBe('link-unknown');
    await candidate.call('redeemLink', { body: { token: again.link.split('#')[1] ?? '' } });
    expect((await candidate.call('startAttempt')).phase).toBe('active');
  });

  it('[A5] outside its window says when, and nothing starts', async () => {
    const now = server.clock.now();
    const early = await server.invite(admin, { opensAt: now + HOUR_MS });
    expect(await early.candidate.refusal(early.candidate.call('startAttempt'))).toBe('window-not-open');
    const over = await server.invite(admin, { opensAt: now - 2 * HOUR_MS, closesAt: now - HOUR_MS });
    expect(await over.candidate.refusal(over.candidate.call('startAttempt'))).toBe('window-over');
  });
});
