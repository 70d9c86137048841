import type { HiddenPart, SealedPart } from '@twohours/wire/exercise';
import type { AttemptId, StaffId } from '@twohours/wire/id';
import { Refused } from '@twohours/wire/problem';
import type { ReviewPhase, WeighedCriterion } from '@twohours/wire/review';
import type { Attempt } from '../attempts/attempt.ts';
import type { AttemptStore } from '../attempts/attempt-store.ts';
import type { ApiCaller, Staff } from '../http/who.ts';
import type { Invitation } from '../invitations/invitation.ts';
import type { InvitationStore } from '../invitations/invitation-store.ts';
import type { Versioned } from '../redis/versioned.ts';
import { Cover, NO_COVER } from './cover.ts';
import { emptyPanel, isDecided, type Panel, type Person } from './panel.ts';
import type { ReviewSettingsStore } from './review-settings.ts';
import type { ReviewStore } from './review-store.ts';
import type { Review } from './review.ts';
import { inWordsOf, writingsOf } from './writings.ts';

export interface PanelDeps {
  readonly reviews: ReviewStore;
}

export interface CoverDeps extends PanelDeps {
  readonly attempts: Pick<AttemptStore, 'find'>;
  readonly invitations: Pick<InvitationStore, 'find'>;
  readonly sealedPartOf: (attempt: AttemptId) => Promise<SealedPart>;
}

const NEW = '0';

export async function readPanel({ reviews }: PanelDeps, attempt: AttemptId): Promise<Versioned<Panel>> {
  return (await reviews.findPanel(attempt)) ?? { value: emptyPanel(attempt), revision: NEW };
}

/** Somebody on the panel with how far they are. */
export interface Seat {
  readonly reviewer: Person;
  readonly phase: ReviewPhase;
  readonly review: Versioned<Review> | undefined;
}

export async function readSeats({ reviews }: PanelDeps, panel: Panel): Promise<Seat[]> {
  return Promise.all(
    panel.reviewers.map(async (reviewer) => {
      const review = await reviews.find(panel.attempt, reviewer.id);
      return { reviewer, phase: review?.value.state.phase ?? ('waiting' as const), review };
    }),
  );
}

export function givenOf(seats: readonly Seat[]): Set<StaffId> {
  return new Set(seats.flatMap(({ reviewer, phase }) => (phase === 'given' ? [reviewer.id] : [])));
}

/** Independent until given: whoever is on the panel has to have given theirs, whoever is not waits for all. */
export function maySeeOthers(reader: Pick<Staff, 'id'>, seats: readonly Seat[]): boolean {
  const own = seats.find(({ reviewer }) => reviewer.id === reader.id);
  return own ? own.phase === 'given' : seats.every(({ phase }) => phase === 'given');
}

/** Whoever still has to give a review is not told what others made of theirs. */
export function maySeeDecisions(reader: Pick<Staff, 'id' | 'roles'>, seats: readonly Seat[]): boolean {
  const own = seats.find(({ reviewer }) => reviewer.id === reader.id);
  return own === undefined || own.phase === 'given' || reader.roles.includes('admin');
}

/** Whether who the candidate is has to be covered for this reader. */
export function isCovered(panel: Panel, reader: Pick<Staff, 'roles'>): boolean {
  return panel.isBlind && !isDecided(panel) && !reader.roles.includes('admin');
}

/** What covers the candidate of an attempt for this reader, if anything has to. Scripts are not swayed by a name. */
export async function coverFor(deps: CoverDeps, attempt: Attempt, reader: Staff | ApiCaller): Promise<Cover> {
  if (reader.as === 'api-token') return NO_COVER;
  const { value: panel } = await readPanel(deps, attempt.id);
  if (!isCovered(panel, reader)) return NO_COVER;
  const invitation = await deps.invitations.find(attempt.invitation);
  if (!invitation) throw new Error(`invitation ${attempt.invitation} is gone`);
  const { statement, starter } = attempt.phase === 'ready' ? { statement: '', starter: {} } : await deps.sealedPartOf(attempt.id);
  const exercise = [statement, ...Object.entries(starter).flat()];
  return new Cover(writingsOf(invitation.value, exercise), inWordsOf(invitation.value, exercise));
}

/** The name as it stands in lists, where nothing has to be searched for. */
export function coverPerson<P extends Pick<Invitation, 'name' | 'email'>>(person: P): P {
  return { ...person, name: person.name.replaceAll(/\S/g, '█'), email: person.email.replaceAll(/\S/g, '█') };
}

/** The rubric of a version with what its levels are worth today: unless somebody said otherwise, the first nothing and each a point more. */
export async function rubricOf(
  deps: { readonly reviewSettings: Pick<ReviewSettingsStore, 'pointsOf'> },
  exercise: string,
  { rubric }: Pick<HiddenPart, 'rubric'>,
) {
  const changed = await deps.reviewSettings.pointsOf(exercise);
  const weighed = rubric.map((criterion): WeighedCriterion => {
    const points = changed?.points[criterion.id];
    // Points were given to another version's levels, which were more or fewer.
    const fits = points !== undefined && points.length === criterion.levels.length;
    return { ...criterion, points: fits ? points : criterion.levels.map((_, level) => level) };
  });
  return { weighed, changed };
}

export async function foundAttempt(deps: { readonly attempts: Pick<AttemptStore, 'find'> }, id: AttemptId): Promise<Attempt> {
  const found = await deps.attempts.find(id);
  if (!found) throw new Refused('attempt-unknown', 'There is no such attempt.');
  return found.value;
}
