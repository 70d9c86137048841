import type { AttemptId } from '@twohours/wire/id';
import type { ReviewContent, ReviewsView } from '@twohours/wire/review';
import { Person } from './person.ts';
import type { Invited, TestServer } from './server.ts';
import { write } from './solutions.ts';

/** All that a review needs: the second lowest level everywhere, and whatever else is asked for. */
export function whole({ rubric }: ReviewsView, more: Partial<ReviewContent> = {}): ReviewContent {
  const marks = rubric.map(({ id }) => ({ criterion: id, level: 2, evidence: [], note: '' }));
  return { marks, comments: [], recommendation: 'yes', summary: 'Good.', ...more };
}

/** A draft that could be given; answers with what giving it expects. */
export async function draftWhole(by: Person, attempt: AttemptId, more: Partial<ReviewContent> = {}): Promise<number> {
  const view = await by.call('readReviews', { params: { attempt } });
  const body = { expectedRevision: view.own?.revision ?? 0, content: whole(view, more) };
  const saved = await by.call('saveReview', { params: { attempt }, body });
  if (saved.kind !== 'saved') throw new Error('it was stale');
  return saved.revision;
}

export async function giveWhole(by: Person, attempt: AttemptId, more: Partial<ReviewContent> = {}): Promise<ReviewsView> {
  const expectedRevision = await draftWhole(by, attempt, more);
  return by.call('giveReview', { params: { attempt }, body: { expectedRevision } });
}

type Reviewers = ReviewsView['reviewers'][number]['id'][];

/** In place of those whom the page shows, as it is read now or was read before. */
export async function assign(
  admin: Person,
  attempt: AttemptId,
  reviewers: Reviewers,
  more: { instead?: Reviewers; reason?: string } = {},
): Promise<ReviewsView> {
  const seen = async () => (await admin.call('readReviews', { params: { attempt } })).reviewers.map(({ id }) => id);
  const { instead = await seen(), reason = 'for a test' } = more;
  return admin.call('assignReviewers', { params: { attempt }, body: { reviewers, instead, reason } });
}

/** Three who review and one who does not. */
export type PanelStaff = Record<'rita' | 'rosa' | 'rudi' | 'greta', Person>;

export async function staffOf({ url }: TestServer, admin: Person): Promise<PanelStaff> {
  const colleague = async (name: string, roles: ('reviewer' | 'grader')[]): Promise<Person> => {
    const { link } = await admin.call('inviteStaff', { body: { roles } });
    const made = new Person(url);
    const body = { token: link.split('#')[1] ?? '', name, email: `${name}@example.org`, password: 'correct horse battery' };
    await made.call('acceptStaffLink', { body });
    return made;
  };
  return {
    rita: await colleague('Rita', ['reviewer']),
    rosa: await colleague('Rosa', ['reviewer']),
    rudi: await colleague('Rudi', ['reviewer', 'grader']),
    greta: await colleague('Greta', ['grader']),
  };
}

export const person = async (of: Person) => of.call('readMe');
export const reviewsOf = async (reader: Person, attempt: AttemptId) => reader.call('readReviews', { params: { attempt } });
export const give = async (by: Person, attempt: AttemptId, expectedRevision: number) =>
  by.call('giveReview', { params: { attempt }, body: { expectedRevision } });
export const save = async (by: Person, attempt: AttemptId, expectedRevision: number, content: ReviewContent) =>
  by.call('saveReview', { params: { attempt }, body: { expectedRevision, content } });

/** An attempt that is closed and reviewed by these, in this order. */
export async function closedFor(
  server: TestServer,
  admin: Person,
  reviewers: readonly Person[],
  more: Parameters<TestServer['invite']>[1] = {},
): Promise<Invited> {
  const invited = await server.invite(admin, { exercise: 'federated-search', ...more });
  await invited.candidate.call('startAttempt');
  await write(invited.candidate, { 'NOTES.md': 'By Cleo Candidate.\n', 'cleo_notes.go': 'package fedsearch\n' });
  await invited.candidate.call('submitAttempt');
  const ids = await Promise.all(reviewers.map(async (each) => (await person(each)).id));
  await assign(admin, invited.attempt, ids);
  return invited;
}
