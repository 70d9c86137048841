import type { ActiveView, AttemptView, Lobby, Receipt, WorkspaceView } from '@twohours/wire/attempt';
import type { OpenPart, SealedPart } from '@twohours/wire/exercise';
import type { AttemptId } from '@twohours/wire/id';
import { Refused } from '@twohours/wire/problem';
import type { Clock, Instant } from '@twohours/wire/time';
import { MINUTE_MS } from '@twohours/wire/time';
import type { Files } from '@twohours/wire/workspace';
import type { ExerciseStore } from '../exercises/exercise-store.ts';
import type { InvitationStore } from '../invitations/invitation-store.ts';
import { filesHash } from '../recordings/files-hash.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';
import type { Seals } from '../recordings/seals.ts';
import { submittedFiles } from '../recordings/states.ts';
import type { Sandboxes } from '../sandboxes/sandboxes.ts';
import type { Workspaces } from '../workspaces/workspaces.ts';
import type { AttemptHead, AttemptStore } from './attempt-store.ts';
import { closesAtOf, deadlineOf, type ActiveAttempt, type Attempt, type ClosedAttempt, type ReadyAttempt } from './attempt.ts';

export interface AttemptViewDeps {
  readonly attempts: Pick<AttemptStore, 'find' | 'head'>;
  readonly invitations: Pick<InvitationStore, 'find'>;
  readonly exercises: Pick<ExerciseStore, 'newest' | 'openPart'>;
  readonly recordings: Pick<RecordingStore, 'readAll'>;
  readonly workspaces: Pick<Workspaces, 'read'>;
  readonly sandboxes: Pick<Sandboxes, 'whyUnavailable'>;
  readonly sealedPartOf: (attempt: AttemptId) => Promise<SealedPart>;
  readonly seals: Pick<Seals, 'signed'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly company: string;
  readonly contact: string;
}

/** The exercise's own time and the accommodation, as one length: nobody but admins sees how it came about. */
export function allottedMs(minutes: number, accommodationPercent: number): number {
  return Math.round(minutes * MINUTE_MS * (1 + accommodationPercent / 100));
}

function roleView({ role }: OpenPart) {
  const { qualifications: _, ...view } = role;
  return view;
}

export async function viewAttempt(deps: AttemptViewDeps, attempt: Attempt): Promise<AttemptView> {
  switch (attempt.phase) {
    case 'ready':
      return viewLobby(deps, attempt);
    case 'active':
      return viewActive(deps, attempt);
    case 'closed':
      return viewReceipt(deps, attempt);
  }
}

async function invitationOf(deps: Pick<AttemptViewDeps, 'invitations'>, attempt: Pick<Attempt, 'invitation'>) {
  const found = await deps.invitations.find(attempt.invitation);
  if (!found) throw new Error(`invitation ${attempt.invitation} is gone`);
  return found.value;
}

async function viewLobby(deps: AttemptViewDeps, attempt: ReadyAttempt): Promise<Lobby> {
  const invitation = await invitationOf(deps, attempt);
  const published = await deps.exercises.newest(invitation.exercise);
  if (!published) throw new Error(`exercise ${invitation.exercise} is not published`);
  const [open, runsUnavailable] = await Promise.all([deps.exercises.openPart(published.hashes), deps.sandboxes.whyUnavailable()]);
  const now = deps.clock.now();
  const { opensAt, closesAt } = invitation;
  return {
    phase: 'ready',
    attempt: attempt.id,
    candidate: invitation.name,
    company: deps.company,
    contact: deps.contact,
    exercise: { title: open.title, overview: open.overview, go: open.go },
    role: roleView(open),
    window: { opensAt, closesAt, opensIn: Math.max(0, opensAt - now), closesIn: Math.max(0, closesAt - now) },
    allottedMs: allottedMs(open.minutes, attempt.accommodationPercent),
    candidateSees: invitation.candidateSees,
    ...(runsUnavailable === undefined ? {} : { runsUnavailable }),
  };
}

function clockOf(attempt: ActiveAttempt, now: Instant) {
  const reopened = attempt.ledger.findLast((grant) => grant.kind === 'reopened');
  return {
    remainingMs: Math.max(0, deadlineOf(attempt) - now),
    closesInMs: Math.max(0, closesAtOf(attempt) - now),
    allottedMs: deadlineOf(attempt) - (reopened?.at ?? attempt.startedAt),
    elapsedMs: Math.max(0, now - attempt.startedAt),
  };
}

export async function viewActive(
  deps: Pick<AttemptViewDeps, 'attempts' | 'sandboxes' | 'clock' | 'company' | 'contact'>,
  attempt: ActiveAttempt,
): Promise<ActiveView> {
  const [head, runsUnavailable] = await Promise.all([deps.attempts.head(attempt.id), deps.sandboxes.whyUnavailable()]);
  return {
    phase: 'active',
    attempt: attempt.id,
    company: deps.company,
    contact: deps.contact,
    title: attempt.exercise.title,
    ...clockOf(attempt, deps.clock.now()),
    granted: attempt.ledger.flatMap(({ kind, ms }) => (kind === 'allotted' ? [] : [{ kind, ms }])),
    epoch: head?.epoch ?? 0,
    ...(runsUnavailable === undefined ? {} : { runsUnavailable }),
  };
}

async function viewReceipt(deps: AttemptViewDeps, attempt: ClosedAttempt): Promise<Receipt> {
  const [invitation, open, sealed, entries, recording] = await Promise.all([
    invitationOf(deps, attempt),
    deps.exercises.openPart(attempt.exercise.hashes),
    deps.sealedPartOf(attempt.id),
    deps.recordings.readAll(attempt.id),
    deps.seals.signed(attempt.id, attempt.submissions.length),
  ]);
  const submission = attempt.submissions.at(-1);
  const files = submission && submittedFiles(sealed.starter, entries, submission.number);
  return {
    phase: 'closed',
    attempt: attempt.id,
    candidate: invitation.name,
    company: deps.company,
    contact: deps.contact,
    title: attempt.exercise.title,
    role: roleView(open),
    candidateSees: invitation.candidateSees,
    closedBy: attempt.closedBy,
    closedAt: attempt.closedAt,
    usedMs: attempt.closedAt - attempt.startedAt,
    ...(submission && files ? { submission: { id: submission.id, number: submission.number, hash: filesHash(files), files: listOf(files) } } : {}),
    recording,
  };
}

function listOf(files: Files): { path: string; bytes: number }[] {
  return Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.byteLength(text) }));
}

export async function viewWorkspace(deps: AttemptViewDeps, id: AttemptId): Promise<WorkspaceView> {
  const found = await deps.attempts.find(id);
  if (!found || found.value.phase === 'ready') throw new Refused('attempt-not-started', 'It has not been started.');
  if (found.value.phase === 'closed') throw new Refused('attempt-closed', 'This attempt is closed.');
  const sealed = await deps.sealedPartOf(id);
  const [attempt, held] = await Promise.all([viewActive(deps, found.value), deps.workspaces.read(id, sealed)]);
  return {
    attempt,
    statement: sealed.statement,
    module: sealed.module,
    editable: sealed.editable,
    readOnly: sealed.readOnly,
    files: [...held.workspace].map(([fileId, file]) => ({ id: fileId, ...file })),
    seq: held.seq,
    ...(held.savedAt === undefined ? {} : { savedAt: held.savedAt }),
  };
}

export function viewClock(head: AttemptHead, now: Instant) {
  const isActive = head.phase === 'active';
  return {
    phase: head.phase,
    remainingMs: isActive ? Math.max(0, head.deadline - now) : 0,
    closesInMs: isActive ? Math.max(0, head.closesAt - now) : 0,
    now,
  };
}
