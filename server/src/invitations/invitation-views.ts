import type { HiddenPart } from '@twohours/wire/exercise';
import { Refused } from '@twohours/wire/problem';
import type { InvitationState, InvitationView } from '@twohours/wire/invitation';
import type { Clock, Instant } from '@twohours/wire/time';
import type { AttemptStore } from '../attempts/attempt-store.ts';
import { deadlineOf, type Attempt } from '../attempts/attempt.ts';
import type { GradingStore } from '../grading/grading-store.ts';
import { officialOf, summarize } from '../grading/grading-views.ts';
import type { Staff } from '../http/who.ts';
import { coverPerson, type PanelDeps } from '../reviews/panels.ts';
import { summarizeReviews } from '../reviews/review-views.ts';
import type { Presence } from '../sockets/presence.ts';
import type { Invitation } from './invitation.ts';

export interface InvitationViewDeps extends PanelDeps {
  readonly attempts: Pick<AttemptStore, 'find'>;
  readonly gradings: Pick<GradingStore, 'list'>;
  readonly presence: Pick<Presence, 'isConnected'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly hiddenPart: (hashes: { hidden: string }) => Promise<HiddenPart>;
}

function stateOf(invitation: Invitation, attempt: Attempt, connected: boolean, now: Instant, isAdmin: boolean): InvitationState {
  switch (attempt.phase) {
    case 'active':
      return {
        kind: 'active',
        elapsedMs: Math.max(0, now - attempt.startedAt),
        ...(isAdmin ? { remainingMs: Math.max(0, deadlineOf(attempt) - now) } : {}),
        connected,
      };
    case 'closed':
      return { kind: 'closed', by: attempt.closedBy, closedAt: attempt.closedAt };
    case 'ready':
      if (attempt.isWithdrawn) return { kind: 'withdrawn' };
      if (now >= invitation.closesAt) return { kind: 'expired' };
      return { kind: invitation.redeemedAt === undefined ? 'open' : 'redeemed' };
  }
}

export async function viewInvitation(deps: InvitationViewDeps, invitation: Invitation, reader: Pick<Staff, 'id' | 'roles'>): Promise<InvitationView> {
  const [found, connected] = await Promise.all([deps.attempts.find(invitation.attempt), deps.presence.isConnected(invitation.attempt)]);
  if (!found) throw new Refused('attempt-unknown', 'There is no such attempt.');
  const attempt = found.value;
  const isAdmin = reader.roles.includes('admin');
  const official = attempt.phase === 'closed' ? officialOf(await deps.gradings.list(attempt.id)) : undefined;
  const { summary, isCovered } = await summarizeReviews(deps, attempt, reader);
  const { tokenHash: _, createdBy, redeemedAt: __, accommodationPercent, candidateSees: ___, attempt: id, ...rest } = invitation;
  return {
    ...(isCovered ? coverPerson(rest) : rest),
    createdBy: createdBy.name,
    attempt: id,
    // How the time came about is nothing that should sway a reviewer.
    ...(isAdmin ? { accommodationPercent } : {}),
    state: stateOf(invitation, attempt, connected, deps.clock.now(), isAdmin),
    isCovered,
    review: summary,
    ...(official ? { grading: summarize(official, await deps.hiddenPart(official.exercise.hashes)) } : {}),
  };
}
