import type { HiddenPart } from '@twohours/wire/exercise';
import type { AttemptId, StaffId } from '@twohours/wire/id';
import { Refused } from '@twohours/wire/problem';
import type { DecisionKind, Points, ReviewContent, ReviewSettings, SaveReviewReply } from '@twohours/wire/review';
import type { Clock } from '@twohours/wire/time';
import type { AttemptStore } from '../attempts/attempt-store.ts';
import { closedAttempt } from '../attempts/closed-attempt.ts';
import type { ExerciseStore } from '../exercises/exercise-store.ts';
import type { Staff } from '../http/who.ts';
import type { Notices } from '../sockets/notices.ts';
import type { StaffStore } from '../staff/staff-store.ts';
import { assign, decide, type Panel, type Person, type Refusal } from './panel.ts';
import { foundAttempt, givenOf, readPanel, readSeats, rubricOf, type PanelDeps } from './panels.ts';
import type { ReviewSettingsStore } from './review-settings.ts';
import { give, save, toOwnReview } from './review.ts';

export interface ReviewsDeps extends PanelDeps {
  readonly attempts: Pick<AttemptStore, 'find' | 'addLog'>;
  readonly staff: Pick<StaffStore, 'list'>;
  readonly exercises: Pick<ExerciseStore, 'newest' | 'list'>;
  readonly reviewSettings: ReviewSettingsStore;
  readonly hiddenPart: (hashes: { hidden: string }) => Promise<HiddenPart>;
  readonly notices: Pick<Notices, 'toStaff'>;
  readonly clock: Pick<Clock, 'now'>;
}

const NEW = '0';

/** Whose turn it is, and how their role wants it: what an invitation starts with. */
export async function newPanel(
  deps: Pick<ReviewsDeps, 'staff' | 'reviewSettings'>,
  attempt: AttemptId,
  role: string,
  settings: ReviewSettings,
): Promise<Panel> {
  const reviewers = (await deps.staff.list()).filter(({ roles }) => roles.includes('reviewer'));
  const ids = await deps.reviewSettings.takeTurns(
    role,
    settings.reviewers,
    reviewers.map(({ id }) => id),
  );
  const taken = ids.flatMap((id) => reviewers.filter((each) => each.id === id).map(({ name }): Person => ({ id, name })));
  return { attempt, reviewers: taken, dueDays: settings.dueDays, isBlind: settings.isBlind, decisions: [] };
}

export async function saveReview(
  deps: ReviewsDeps,
  id: AttemptId,
  by: Staff,
  asked: { expectedRevision: number; content: ReviewContent },
): Promise<SaveReviewReply> {
  const { attempt, reviewer, weighed } = await seatOf(deps, id, by);
  const found = await deps.reviews.find(attempt.id, reviewer.id);
  if (Number(found?.revision ?? NEW) !== asked.expectedRevision) return { kind: 'stale', theirs: toOwnReview(found?.value, found?.revision) };
  const next = unlessRefused(save(found?.value, { attempt: attempt.id, reviewer }, asked.content, weighed, deps.clock.now()));
  const revision = await deps.reviews.commit(next, found?.revision ?? NEW);
  if (revision === undefined) {
    const theirs = await deps.reviews.find(attempt.id, reviewer.id);
    return { kind: 'stale', theirs: toOwnReview(theirs?.value, theirs?.revision) };
  }
  // That somebody has begun is to be seen in lists; every sentence they write is not.
  if (!found) deps.notices.toStaff({ what: 'attempt', id });
  return { kind: 'saved', revision, savedAt: next.savedAt };
}

export async function giveReview(deps: ReviewsDeps, id: AttemptId, by: Staff, expectedRevision: number): Promise<void> {
  const { attempt, reviewer, weighed } = await seatOf(deps, id, by);
  const found = await deps.reviews.find(attempt.id, reviewer.id);
  const next = unlessRefused(give(found?.value, weighed, deps.clock.now()));
  const isStale = found?.revision !== String(expectedRevision);
  if (isStale || (await deps.reviews.commit(next, found.revision)) === undefined)
    throw new Refused('conflict', 'Your review was changed on another page. Look at it again before you give it.');
  await keepWhoHasGiven(deps, id, [reviewer]);
  await deps.attempts.addLog(id, { at: deps.clock.now(), what: 'A review was given.', by: by.name });
  deps.notices.toStaff({ what: 'attempt', id });
}

export async function assignReviewers(
  deps: ReviewsDeps,
  id: AttemptId,
  asked: { reviewers: readonly StaffId[]; instead: readonly StaffId[]; reason: string },
  by: Staff,
): Promise<void> {
  const staff = await deps.staff.list();
  const reviewers = [...new Set(asked.reviewers)].map((reviewer): Person => {
    const found = staff.find((each) => each.id === reviewer);
    if (!found?.roles.includes('reviewer')) throw new Refused('not-a-reviewer', `${found?.name ?? 'One of them'} is not a reviewer.`);
    return { id: found.id, name: found.name };
  });
  const { value: before } = await readPanel(deps, id);
  await changePanel(deps, id, (panel, given) => assign(panel, { reviewers, instead: asked.instead }, given));
  await keepWhoHasGiven(deps, id, before.reviewers);
  const what = reviewers.length === 0 ? 'Nobody reviews it.' : `It is reviewed by ${reviewers.map(({ name }) => name).join(', ')}.`;
  await deps.attempts.addLog(id, { at: deps.clock.now(), what, by: by.name, reason: asked.reason });
}

/** In the log for admins: others find it among the reviews, once they may. */
const DECIDED = { advance: 'Decided: advance.', decline: 'Decided: decline.', hold: 'Decided: hold.' };

export async function decideAttempt(
  deps: ReviewsDeps,
  id: AttemptId,
  asked: { kind: DecisionKind; reason: string; after: number },
  by: Staff,
): Promise<void> {
  await closedAttempt(deps, id);
  await changePanel(deps, id, (panel, given) => decide(panel, { ...asked, by: by.name }, given, deps.clock.now()));
  await deps.attempts.addLog(id, { at: deps.clock.now(), what: DECIDED[asked.kind], toOthers: '', by: by.name, reason: asked.reason });
}

/** `after` is how many changes whoever changes them has seen. */
export async function changePoints(
  deps: ReviewsDeps,
  exercise: string,
  asked: { points: Points; reason: string; after: number },
  by: Staff,
): Promise<void> {
  const newest = await deps.exercises.newest(exercise);
  if (!newest) throw new Refused('exercise-unknown', 'There is no such exercise.');
  const { rubric } = await deps.hiddenPart(newest.hashes);
  for (const { id, title, levels } of rubric) {
    if (asked.points[id]?.length !== levels.length) throw new Refused('malformed', `“${title}” has ${levels.length} levels, each with points.`);
  }
  const { points, reason, after } = asked;
  const changed = { points, at: deps.clock.now(), by: by.name, reason, times: after + 1 };
  if ((await deps.reviewSettings.changePoints(exercise, changed)) === 'conflict')
    throw new Refused('conflict', 'Somebody has changed the points meanwhile. Nothing was changed by you.');
  deps.notices.toStaff({ what: 'points', id: exercise });
}

/**
 * Panel and reviews are stored apart: somebody may have given theirs in the moment in which they were taken off. Whichever of
 * the two is stored last finds the other, and puts them back.
 */
async function keepWhoHasGiven(deps: ReviewsDeps, id: AttemptId, people: readonly Person[]): Promise<void> {
  for (const person of people) {
    const review = await deps.reviews.find(id, person.id);
    if (review?.value.state.phase !== 'given') continue;
    const { value: panel } = await readPanel(deps, id);
    if (panel.reviewers.some((each) => each.id === person.id)) continue;
    await changePanel(deps, id, (now) => ({ ...now, reviewers: [...now.reviewers.filter((each) => each.id !== person.id), person] }));
  }
}

async function changePanel(deps: ReviewsDeps, id: AttemptId, change: (panel: Panel, given: ReadonlySet<StaffId>) => Panel | Refusal): Promise<void> {
  await foundAttempt(deps, id);
  for (;;) {
    const { value: panel, revision } = await readPanel(deps, id);
    const next = unlessRefused(change(panel, givenOf(await readSeats(deps, panel))));
    if ((await deps.reviews.commitPanel(next, revision)) === undefined) continue;
    deps.notices.toStaff({ what: 'attempt', id });
    return;
  }
}

/** Where somebody sits who is on the panel of a closed attempt. */
async function seatOf(deps: ReviewsDeps, id: AttemptId, by: Staff) {
  const attempt = await closedAttempt(deps, id);
  const { value: panel } = await readPanel(deps, id);
  const reviewer = panel.reviewers.find((each) => each.id === by.id);
  if (!reviewer) throw new Refused('review-unknown', 'You are not asked to review this attempt.');
  const { weighed } = await rubricOf(deps, attempt.exercise.id, await deps.hiddenPart(attempt.exercise.hashes));
  return { attempt, reviewer, weighed };
}

function unlessRefused<T extends object>(next: T | Refusal): T {
  if ('refused' in next) throw new Refused(next.refused, next.message);
  return next;
}
