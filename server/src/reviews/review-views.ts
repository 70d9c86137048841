import type { HiddenPart } from '@twohours/wire/exercise';
import type { AttemptId } from '@twohours/wire/id';
import type { CandidateSees, GivenReview, QueuedReview, ReviewsView, ReviewSummary } from '@twohours/wire/review';
import { DAY_MS, type Instant } from '@twohours/wire/time';
import type { AttemptStore } from '../attempts/attempt-store.ts';
import type { Attempt } from '../attempts/attempt.ts';
import type { Staff } from '../http/who.ts';
import type { InvitationStore } from '../invitations/invitation-store.ts';
import { decisionOf, type Panel } from './panel.ts';
import { inOrderOf } from './queue-order.ts';
import {
  coverPerson,
  foundAttempt,
  isCovered,
  maySeeDecisions,
  maySeeOthers,
  readPanel,
  readSeats,
  rubricOf,
  type PanelDeps,
  type Seat,
} from './panels.ts';
import type { ReviewSettingsStore } from './review-settings.ts';
import { toOwnReview } from './review.ts';

export interface ReviewViewDeps extends PanelDeps {
  readonly attempts: Pick<AttemptStore, 'find'>;
  readonly invitations: Pick<InvitationStore, 'find' | 'list'>;
  readonly reviewSettings: ReviewSettingsStore;
  readonly hiddenPart: (hashes: { hidden: string }) => Promise<HiddenPart>;
}

type Reader = Pick<Staff, 'id' | 'roles'>;

function dueAtOf(panel: Panel, attempt: Attempt): Instant | undefined {
  return attempt.phase === 'closed' ? attempt.closedAt + panel.dueDays * DAY_MS : undefined;
}

/** For the list, and whether the candidate is covered there. */
export async function summarizeReviews(
  deps: PanelDeps,
  attempt: Attempt,
  reader: Reader,
): Promise<{ readonly summary: ReviewSummary; readonly isCovered: boolean }> {
  const { value: panel } = await readPanel(deps, attempt.id);
  const seats = await readSeats(deps, panel);
  const dueAt = dueAtOf(panel, attempt);
  const decision = decisionOf(panel);
  const summary = {
    reviewers: seats.map(({ reviewer, phase }) => ({ ...reviewer, phase: phaseFor(reader, reviewer.id, phase) })),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(maySeeOthers(reader, seats) ? { recommendations: seats.flatMap(recommended) } : {}),
    ...(decision && maySeeDecisions(reader, seats) ? { decision: decision.kind } : {}),
  };
  return { summary, isCovered: isCovered(panel, reader) };
}

function recommended({ phase, review }: Seat) {
  return phase === 'given' && review?.value.content.recommendation ? [review.value.content.recommendation] : [];
}

/** Whether somebody else has begun is no news; only that they are done is. */
function phaseFor(reader: Reader, reviewer: string, phase: Seat['phase']): Seat['phase'] {
  return phase === 'draft' && reviewer !== reader.id && !reader.roles.includes('admin') ? 'waiting' : phase;
}

export async function viewReviews(deps: ReviewViewDeps, id: AttemptId, reader: Reader): Promise<ReviewsView> {
  const attempt = await foundAttempt(deps, id);
  const [{ value: panel }, candidateSees] = await Promise.all([readPanel(deps, id), candidateSeesOf(deps, attempt)]);
  const seats = await readSeats(deps, panel);
  const own = seats.find(({ reviewer }) => reviewer.id === reader.id);
  const given = seats.flatMap(toGiven).filter(({ reviewer }) => reviewer.id !== reader.id);
  const maySee = maySeeOthers(reader, seats);
  const dueAt = dueAtOf(panel, attempt);
  const rubric = attempt.phase === 'ready' ? undefined : await rubricOf(deps, attempt.exercise.id, await deps.hiddenPart(attempt.exercise.hashes));
  const changed = rubric?.changed;
  return {
    rubric: rubric?.weighed ?? [],
    ...(changed ? { pointsChanged: { at: changed.at, by: changed.by, reason: changed.reason, times: changed.times } } : {}),
    reviewers: seats.map(({ reviewer, phase, review }) => ({
      ...reviewer,
      phase: phaseFor(reader, reviewer.id, phase),
      ...(review?.value.state.phase === 'given' ? { givenAt: review.value.state.givenAt } : {}),
    })),
    ...(dueAt === undefined ? {} : { dueAt }),
    isBlind: panel.isBlind,
    ...(own && attempt.phase === 'closed' ? { own: toOwnReview(own.review?.value, own.review?.revision) } : {}),
    given: maySee ? given : [],
    areOthersCovered: !maySee && given.length > 0,
    decisions: maySeeDecisions(reader, seats) ? panel.decisions : [],
    candidateSees,
  };
}

function toGiven({ reviewer, review }: Seat): GivenReview[] {
  if (review?.value.state.phase !== 'given') return [];
  return [{ reviewer, givenAt: review.value.state.givenAt, content: review.value.content }];
}

async function candidateSeesOf(deps: Pick<ReviewViewDeps, 'invitations'>, attempt: Attempt): Promise<CandidateSees> {
  const invitation = await deps.invitations.find(attempt.invitation);
  if (!invitation) throw new Error(`invitation ${attempt.invitation} is gone`);
  return invitation.value.candidateSees;
}

/** What waits for this reader. */
export async function viewQueue(deps: ReviewViewDeps, reader: Reader): Promise<QueuedReview[]> {
  const invitations = await deps.invitations.list();
  const queued = await Promise.all(
    invitations.map(async (invitation): Promise<QueuedReview[]> => {
      const { value: panel } = await readPanel(deps, invitation.attempt);
      if (panel.reviewers.every(({ id }) => id !== reader.id)) return [];
      const attempt = await foundAttempt(deps, invitation.attempt);
      const review = await deps.reviews.find(attempt.id, reader.id);
      const phase = review?.value.state.phase ?? 'waiting';
      if (attempt.phase !== 'closed' || phase === 'given') return [];
      const { name } = isCovered(panel, reader) ? coverPerson(invitation) : invitation;
      const { roleTitle, exerciseTitle } = invitation;
      const dueAt = attempt.closedAt + panel.dueDays * DAY_MS;
      return [{ attempt: attempt.id, candidate: name, roleTitle, exerciseTitle, closedAt: attempt.closedAt, dueAt, phase }];
    }),
  );
  return inOrderOf(reader, queued.flat());
}
