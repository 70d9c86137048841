import type { AttemptId } from '@twohours/wire/id';
import { newId } from '@twohours/wire/id';
import { EMPTY_REVIEW, scoreOf, type ReviewsView } from '@twohours/wire/review';
import { Replay } from '@twohours/wire/replay';
import { filesOf } from '@twohours/wire/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../harness/person.ts';
import { assign, closedFor, give, giveWhole, person, reviewsOf, save, staffOf, whole, type PanelStaff } from '../harness/reviews.ts';
import { startTestServer, type Invited, type TestServer } from '../harness/server.ts';

let server: TestServer;
let admin: Person;
let staff: PanelStaff;

beforeAll(async () => {
  server = await startTestServer();
  admin = await server.admin();
  staff = await staffOf(server, admin);
});
afterAll(async () => server.close());

const closed = async (reviewers: readonly Person[], more?: Parameters<TestServer['invite']>[1]) => closedFor(server, admin, reviewers, more);

describe('a review', () => {
  it('[RV2] is kept as it was saved; a stale page is refused and told what stands there', async () => {
    const { attempt } = await closed([staff.rita]);
    const draft = whole(await reviewsOf(staff.rita, attempt));
    expect(await save(staff.rita, attempt, 0, { ...draft, summary: 'First.' })).toMatchObject({ kind: 'saved', revision: 1 });
    expect(await save(staff.rita, attempt, 1, { ...draft, summary: 'Second.' })).toMatchObject({ kind: 'saved', revision: 2 });
    const stale = await save(staff.rita, attempt, 1, { ...draft, summary: 'From an old page.' });
    expect(stale).toMatchObject({ kind: 'stale', theirs: { revision: 2, content: { summary: 'Second.' } } });
    expect(await staff.rita.refusal(give(staff.rita, attempt, 1))).toBe('conflict');
    expect((await reviewsOf(staff.rita, attempt)).own).toMatchObject({ phase: 'draft', revision: 2, content: { summary: 'Second.' } });
  });

  it('[RV2] of many pages that save at once takes one, and tells all others', async () => {
    const { attempt } = await closed([staff.rita]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, page) => save(staff.rita, attempt, 0, { ...EMPTY_REVIEW, summary: `page ${page}` })),
    );
    expect(answers.filter(({ kind }) => kind === 'saved')).toHaveLength(1);
    const winner = answers.findIndex(({ kind }) => kind === 'saved');
    expect((await reviewsOf(staff.rita, attempt)).own?.content.summary).toBe(`page ${winner}`);
  });

  it('[RV3] is given whole or not at all, and then stands', async () => {
    const { attempt } = await closed([staff.rita]);
    const view = await reviewsOf(staff.rita, attempt);
    const good = whole(view);
    const best = view.rubric[0]?.levels.length ?? 0;
    const incomplete = [
      { ...good, marks: good.marks.slice(1) },
      { ...good, marks: good.marks.map((mark, index) => (index === 0 ? { ...mark, level: 1 } : mark)) },
      { ...good, marks: good.marks.map((mark, index) => (index === 0 ? { ...mark, level: best } : mark)) },
      { ...good, summary: ' ' },
      { marks: good.marks, comments: good.comments, summary: 'No recommendation.' },
    ];
    let revision = 0;
    for (const content of incomplete) {
      await save(staff.rita, attempt, revision, content);
      revision += 1;
      expect(await staff.rita.refusal(give(staff.rita, attempt, revision))).toBe('review-incomplete');
    }
    expect(await staff.rita.refusal(save(staff.rita, attempt, revision, { ...good, marks: [...good.marks, ...good.marks] }))).toBe('malformed');
    const evidence = [{ kind: 'moment' as const, atMs: 0 }];
    await save(staff.rita, attempt, revision, {
      ...good,
      marks: good.marks.map((mark, index) => (index === 0 ? { ...mark, level: 1, evidence } : mark)),
    });
    expect(await give(staff.rita, attempt, revision + 1)).toMatchObject({ own: { phase: 'given' } });
    expect(await staff.rita.refusal(save(staff.rita, attempt, revision + 2, good))).toBe('review-given');
    expect(await staff.rita.refusal(give(staff.rita, attempt, revision + 2))).toBe('review-given');
  });

  it('[RV4] is seen by nobody else before theirs is given, in no view', async () => {
    const { attempt } = await closed([staff.rita, staff.rosa]);
    await giveWhole(staff.rita, attempt, { summary: 'A secret summary.', recommendation: 'strong-no' });
    const secret = /A secret summary|strong-no/;
    for (const reader of [staff.rosa, staff.greta, staff.rudi, admin]) {
      const view = await reviewsOf(reader, attempt);
      expect(view).toMatchObject({ given: [], areOthersCovered: true });
      const all = [view, await reader.call('readResult', { params: { attempt } }), await reader.call('listInvitations')];
      const list = all[2] as Awaited<ReturnType<typeof listed>>;
      expect(JSON.stringify([view, all[1], list.invitations.find((each) => each.attempt === attempt)])).not.toMatch(secret);
    }
    // What somebody has begun is theirs.
    await save(staff.rosa, attempt, 0, { ...EMPTY_REVIEW, summary: 'Begun.' });
    expect((await reviewsOf(staff.rita, attempt)).reviewers).toMatchObject([{ phase: 'given' }, { name: 'Rosa', phase: 'waiting' }]);
    expect(JSON.stringify(await reviewsOf(staff.rita, attempt))).not.toContain('Begun.');

    const saved = await save(staff.rosa, attempt, 1, whole(await reviewsOf(staff.rosa, attempt)));
    const after = await give(staff.rosa, attempt, saved.kind === 'saved' ? saved.revision : 0);
    expect(after).toMatchObject({ areOthersCovered: false, given: [{ reviewer: { name: 'Rita' }, content: { recommendation: 'strong-no' } }] });
    for (const reader of [staff.greta, admin]) expect((await reviewsOf(reader, attempt)).given).toHaveLength(2);
    const { invitations } = await listed(staff.greta);
    expect(invitations.find((each) => each.attempt === attempt)?.review.recommendations).toEqual(['strong-no', 'yes']);
  });

  const listed = async (reader: Person) => reader.call('listInvitations');

  it('[RV5, RV11] is counted anew when points change, and says so; of two changes at a time one is made', async () => {
    const { attempt } = await closed([staff.rita]);
    const view = await giveWhole(staff.rita, attempt);
    expect(view.pointsChanged).toBeUndefined();
    expect(view.rubric.map(({ points }) => points[1])).toEqual(view.rubric.map(() => 1));
    const points = Object.fromEntries(view.rubric.map(({ id, levels }) => [id, levels.map((_, level) => level * 10)]));
    const change = async (to: typeof points, after = 0, reason = 'tests count more') =>
      admin.call('changePoints', { params: { exercise: 'federated-search' }, body: { points: to, reason, after } });
    expect(await admin.refusal(change({}))).toBe('malformed');
    await change(points);
    const [review] = (await reviewsOf(admin, attempt)).given;
    if (!review) throw new Error('none was given');
    // What was given stands; what it comes to does not.
    const score = (counted: ReviewsView) => scoreOf(counted.rubric, review.content);
    expect(score(await reviewsOf(admin, attempt)).points).toBe(score(view).points * 10);
    const after = await reviewsOf(staff.rita, attempt);
    expect(after.rubric.map((criterion) => criterion.points[1])).toEqual(view.rubric.map(() => 10));
    expect(after).toMatchObject({
      pointsChanged: { by: 'Ada Admin', reason: 'tests count more' },
      own: { content: { marks: view.rubric.map(() => ({ level: 2 })) } },
    });
    expect(after.own?.content).toEqual(view.own?.content);

    // [RV11] Of many who change them at once one does, and a page that has not seen it is refused.
    const pages = Array.from({ length: 12 }, (_, page) => `page ${page}`);
    const refusals = await Promise.all(pages.map(async (reason) => admin.refusal(change(points, 1, reason))));
    expect(refusals.filter((refusal) => refusal === undefined)).toHaveLength(1);
    expect(refusals.filter((refusal) => refusal === 'conflict')).toHaveLength(11);
    expect((await reviewsOf(admin, attempt)).pointsChanged).toMatchObject({ times: 2, reason: pages[refusals.indexOf(undefined)] });
    for (const seen of [0, 1, 3]) expect(await admin.refusal(change(points, seen))).toBe('conflict');
  });

  it('[RV11] of many who have read the same points before any of them is stored, one stores theirs', async () => {
    const { reviewSettings } = server.parts;
    for (const times of [1, 2, 3]) {
      const pages = Array.from({ length: 20 }, (_, page) => ({ points: {}, at: 0, by: 'Ada Admin', reason: `page ${page}`, times }));
      const replies = await Promise.all(pages.map(async (changed) => reviewSettings.changePoints('raced', changed)));
      expect(replies.filter((reply) => reply === 'ok')).toHaveLength(1);
      expect(await reviewSettings.pointsOf('raced')).toEqual(pages[replies.indexOf('ok')]);
    }
  });
});

describe('a decision', () => {
  const decide = async (attempt: AttemptId, after: number, kind: 'advance' | 'hold' = 'advance', reason = 'as the reviews say') =>
    admin.call('decide', { params: { attempt }, body: { kind, reason, after } });

  it('[RV6] comes after all reviews, by name, and of two at a time one is made', async () => {
    const { attempt } = await closed([staff.rita, staff.rosa]);
    await giveWhole(staff.rita, attempt);
    expect(await admin.refusal(decide(attempt, 0))).toBe('reviews-missing');
    await giveWhole(staff.rosa, attempt);
    expect(await staff.rita.refusal(staff.rita.call('decide', { params: { attempt }, body: { kind: 'hold', reason: 'mine', after: 0 } }))).toBe(
      'not-allowed',
    );
    const both = await Promise.all(['one page', 'another page'].map(async (reason) => admin.refusal(decide(attempt, 0, 'hold', reason))));
    expect(both.filter((refusal) => refusal === 'conflict')).toHaveLength(1);
    const { decisions } = await decide(attempt, 1);
    expect(decisions).toMatchObject([{ kind: 'hold' }, { kind: 'advance', by: 'Ada Admin', reason: 'as the reviews say' }]);
    expect((await admin.call('listInvitations')).invitations.find((each) => each.attempt === attempt)?.review.decision).toBe('advance');
  });

  it('[RV6] is not made while the attempt goes on', async () => {
    const { candidate, attempt } = await server.invite(admin);
    await candidate.call('startAttempt');
    expect(await admin.refusal(decide(attempt, 0))).toBe('attempt-open');
  });
});

describe('blind', () => {
  const blind = { reviewers: 1, dueDays: 3, isBlind: true, candidateSees: { verdicts: false, comments: false } };

  it('[RV7] reviewers see neither name nor address, anywhere, until the decision; admins do', async () => {
    await admin.call('changeReviewSettings', { params: { role: 'backend' }, body: blind });
    const { attempt } = await closed([staff.rita]);
    const names = /[Cc]leo|Candidate\b|example\.org/;
    const seen = async (reader: Person) => {
      const { invitations } = await reader.call('listInvitations');
      const own = invitations.find((each) => each.attempt === attempt);
      const queue = (await reader.call('listReviewQueue')).queue.filter((each) => each.attempt === attempt);
      const result = await reader.call('readResult', { params: { attempt } });
      const recording = await reader.call('readRecording', { params: { attempt } });
      return { own, queue, result, recording };
    };
    const covered = await seen(staff.rita);
    expect(JSON.stringify(covered)).not.toMatch(names);
    expect(covered.own).toMatchObject({ name: '████ █████████', isCovered: true });
    expect(covered.queue).toMatchObject([{ candidate: '████ █████████' }]);
    expect(covered.result.submissions[0]?.files['NOTES.md']).toBe('By ████ █████████.\n');
    // Files are called what they are called in all views; what is written about them is kept under their own names.
    const evidence = [{ kind: 'lines' as const, atMs: 0, path: '████_notes.go', from: 1, to: 1 }];
    const draft = { ...EMPTY_REVIEW, marks: [{ criterion: 'readable-code', evidence, note: '' }] };
    expect(await save(staff.rita, attempt, 0, draft)).toMatchObject({ kind: 'saved' });
    expect((await reviewsOf(staff.rita, attempt)).own?.content.marks[0]?.evidence).toEqual(evidence);
    const kept = await server.parts.reviews.find(attempt, (await person(staff.rita)).id);
    expect(kept?.value.content.marks[0]?.evidence).toMatchObject([{ path: 'cleo_notes.go' }]);
    expect(await save(staff.rita, attempt, 0, draft)).toMatchObject({ kind: 'stale', theirs: { content: { marks: [{ evidence }] } } });
    const replay = new Replay(covered.recording.starter, covered.recording.entries);
    expect(filesOf(replay.workspaceAfter(replay.events.length))).toEqual(covered.result.submissions[0]?.files);

    expect((await seen(admin)).own).toMatchObject({ name: 'Cleo Candidate', isCovered: false });
    await giveWhole(staff.rita, attempt);
    expect(JSON.stringify(await seen(staff.rita))).not.toMatch(names);
    // A hold settles nothing; whoever is asked for another review is not told what the others thought.
    await admin.call('decide', { params: { attempt }, body: { kind: 'hold', reason: 'Rita is unsure', after: 0 } });
    const ids = await Promise.all([staff.rita, staff.rosa].map(async (each) => (await person(each)).id));
    await assign(admin, attempt, ids);
    const third = { seen: await seen(staff.rosa), reviews: await reviewsOf(staff.rosa, attempt) };
    expect(JSON.stringify(third)).not.toMatch(names);
    expect(JSON.stringify([third.reviews, third.seen.own, third.seen.result.log])).not.toMatch(/unsure|hold/);
    await giveWhole(staff.rosa, attempt);
    await admin.call('decide', { params: { attempt }, body: { kind: 'decline', reason: 'not this time', after: 1 } });
    const open = await seen(staff.rita);
    expect(open.own).toMatchObject({ name: 'Cleo Candidate', isCovered: false });
    expect(open.result.submissions[0]?.files['NOTES.md']).toBe('By Cleo Candidate.\n');
    // What is stored is what was typed.
    expect(JSON.stringify(await server.parts.recordings.readAll(attempt))).toContain('Cleo Candidate');
  });
});

describe('the candidate', () => {
  const outcomeOf = async ({ candidate }: Invited) => candidate.call('readOutcome');
  const sees = async (candidateSees: { verdicts: boolean; comments: boolean }) =>
    admin.call('changeReviewSettings', { params: { role: 'backend' }, body: { reviewers: 1, dueDays: 5, isBlind: false, candidateSees } });
  const comment = (audience: 'private' | 'candidate', text: string) => ({
    id: newId('com'),
    on: { kind: 'lines' as const, atMs: 0, path: 'NOTES.md', from: 1, to: 1 },
    text,
    audience,
  });

  it('[RV8] sees what was promised in the lobby, after the decision, and nothing that was not for them', async () => {
    await sees({ verdicts: false, comments: true });
    const told = await closed([staff.rita]);
    const lobby = await server.invite(admin);
    expect(await lobby.candidate.call('readAttempt')).toMatchObject({ phase: 'ready', candidateSees: { verdicts: false, comments: true } });
    await sees({ verdicts: true, comments: false });
    expect(await told.candidate.refusal(lobby.candidate.call('readOutcome'))).toBe('attempt-open');
    expect(await outcomeOf(told)).toEqual({ kind: 'not-decided', candidateSees: { verdicts: false, comments: true } });

    const comments = [comment('private', 'Between us.'), comment('candidate', 'Well named.')];
    await giveWhole(staff.rita, told.attempt, { comments });
    await admin.call('decide', { params: { attempt: told.attempt }, body: { kind: 'hold', reason: 'not yet', after: 0 } });
    expect(await outcomeOf(told)).toMatchObject({ kind: 'not-decided' });
    await admin.call('decide', { params: { attempt: told.attempt }, body: { kind: 'decline', reason: 'a private reason', after: 1 } });
    const outcome = await outcomeOf(told);
    expect(outcome).toMatchObject({ kind: 'told', comments: [{ text: 'Well named.', lines: [expect.any(String)] }] });
    expect(outcome).not.toHaveProperty('tests');
    expect(JSON.stringify(outcome)).not.toMatch(/Rita|Between us|private reason|declin|yes|Good\./);
  });

  it('[RV8] sees nothing where nothing was promised', async () => {
    await sees({ verdicts: false, comments: false });
    const invited = await closed([staff.rita]);
    await giveWhole(staff.rita, invited.attempt, { comments: [comment('candidate', 'Well named.')] });
    await admin.call('decide', { params: { attempt: invited.attempt }, body: { kind: 'advance', reason: 'good', after: 0 } });
    expect(await outcomeOf(invited)).toEqual({ kind: 'nothing' });
  });
});
