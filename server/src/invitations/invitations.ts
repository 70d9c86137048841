import { newId, type AttemptId, type InvitationId } from '@twohours/wire/id';
import type { NewInvitation } from '@twohours/wire/invitation';
import { Refused } from '@twohours/wire/problem';
import type { AttemptStore } from '../attempts/attempt-store.ts';
import type { Versioned } from '../redis/versioned.ts';
import { changeAttempt, type ChangeAttemptDeps } from '../attempts/change-attempt.ts';
import type { ExerciseStore } from '../exercises/exercise-store.ts';
import type { Staff } from '../http/who.ts';
import { hashOf, newSecret, type SessionStore } from '../sessions/session-store.ts';
import type { ReviewSettingsStore } from '../reviews/review-settings.ts';
import { newPanel } from '../reviews/reviews.ts';
import type { StaffStore } from '../staff/staff-store.ts';
import type { InvitationStore } from './invitation-store.ts';
import type { Invitation } from './invitation.ts';

export interface InvitationsDeps extends ChangeAttemptDeps {
  readonly invitations: InvitationStore;
  readonly attempts: AttemptStore;
  readonly exercises: Pick<ExerciseStore, 'newest'>;
  readonly sessions: Pick<SessionStore, 'open' | 'close' | 'closeAllOf'>;
  readonly staff: Pick<StaffStore, 'list'>;
  readonly reviewSettings: ReviewSettingsStore;
  readonly publicUrl: string;
  readonly onInvitation: (invitation: Invitation) => void;
}

interface Issued {
  readonly invitation: Invitation;
  /** Shown once: only the token's hash is kept. */
  readonly link: string;
}

function linkOf(publicUrl: string, secret: string): string {
  // A fragment is never sent to a server, so that it stands in no access log.
  return `${publicUrl}/i#${secret}`;
}

export async function makeInvitation(deps: InvitationsDeps, asked: NewInvitation, by: Pick<Staff, 'id' | 'name'>): Promise<Issued> {
  const exercise = await deps.exercises.newest(asked.exercise);
  if (!exercise) throw new Refused('exercise-unknown', 'There is no such exercise.');
  if (exercise.role !== asked.role) throw new Refused('exercise-unknown', 'That exercise is for another role.');
  const secret = newSecret();
  const attempt = newId('att');
  const settings = await deps.reviewSettings.of(asked.role);
  const invitation = {
    ...asked,
    id: newId('inv'),
    roleTitle: exercise.roleTitle,
    exerciseTitle: exercise.title,
    createdAt: deps.clock.now(),
    createdBy: { id: by.id, name: by.name },
    tokenHash: hashOf(secret),
    attempt,
    candidateSees: settings.candidateSees,
  };
  const { accommodationPercent } = invitation;
  const ready = { phase: 'ready', id: attempt, invitation: invitation.id, accommodationPercent, isWithdrawn: false } as const;
  await deps.invitations.create(invitation, ready, await newPanel(deps, attempt, asked.role, settings));
  await deps.attempts.addLog(attempt, { at: invitation.createdAt, what: 'Invited.', by: by.name });
  deps.onInvitation(invitation);
  return { invitation, link: linkOf(deps.publicUrl, secret) };
}

async function foundInvitation(deps: Pick<InvitationsDeps, 'invitations'>, id: InvitationId): Promise<Versioned<Invitation>> {
  const found = await deps.invitations.find(id);
  if (!found) throw new Refused('invitation-unknown', 'There is no such invitation.');
  return found;
}

async function change(deps: InvitationsDeps, id: InvitationId, next: (invitation: Invitation) => Invitation): Promise<Invitation> {
  for (;;) {
    const found = await foundInvitation(deps, id);
    const changed = next(found.value);
    if ((await deps.invitations.commit(found, changed)) === 'conflict') continue;
    deps.onInvitation(changed);
    return changed;
  }
}

export async function withdrawInvitation(deps: InvitationsDeps, id: InvitationId, behind: { by: string; reason: string }): Promise<Invitation> {
  const { value } = await foundInvitation(deps, id);
  // The attempt decides: whoever presses Start at the same moment either has started, or is refused.
  await changeAttempt(deps, value.attempt, () => ({ type: 'withdraw' }), { what: 'The invitation was withdrawn.', ...behind });
  const withdrawn = await change(deps, id, ({ tokenHash: _, ...rest }) => rest);
  await deps.sessions.closeAllOf(value.attempt);
  return withdrawn;
}

/** A new link: the old one is dead and everyone who came by it is signed out. */
export async function reissueInvitation(deps: InvitationsDeps, id: InvitationId, behind: { by: string; reason: string }): Promise<Issued> {
  const { value } = await foundInvitation(deps, id);
  const attempt = await deps.attempts.find(value.attempt);
  if (attempt?.value.phase === 'ready' && attempt.value.isWithdrawn) {
    await changeAttempt(deps, value.attempt, () => ({ type: 'restore' }), { what: 'The invitation is open again.', ...behind });
  }
  const secret = newSecret();
  const invitation = await change(deps, id, (before) => ({ ...before, tokenHash: hashOf(secret) }));
  await deps.sessions.closeAllOf(value.attempt);
  await deps.attempts.addLog(value.attempt, { at: deps.clock.now(), what: 'The link was re-issued.', ...behind });
  return { invitation, link: linkOf(deps.publicUrl, secret) };
}

/** Repeatable from any browser until the attempt closes or the link is re-issued. Gives the cookie's value. */
export async function redeemLink(deps: InvitationsDeps, token: string): Promise<{ attempt: AttemptId; cookie: string }> {
  const found = await deps.invitations.findByToken(hashOf(token));
  if (!found) throw linkUnknown();
  const { value } = found;
  if (value.redeemedAt === undefined) {
    const redeemedAt = deps.clock.now();
    await change(deps, value.id, (before) => (before.redeemedAt === undefined ? { ...before, redeemedAt } : before));
    await deps.attempts.addLog(value.attempt, { at: redeemedAt, what: 'The invitation was opened.' });
  }
  const cookie = await deps.sessions.open({ as: 'candidate', attempt: value.attempt });
  // A link that ended meanwhile may have closed all sessions a moment before this one was there.
  if (!(await deps.invitations.findByToken(hashOf(token)))) {
    await deps.sessions.close(cookie);
    throw linkUnknown();
  }
  return { attempt: value.attempt, cookie };
}

function linkUnknown(): Refused {
  return new Refused('link-unknown', 'This link is not valid (any more). Use the newest one that you were sent, or ask the person who invited you.');
}
