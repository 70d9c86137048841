import type { HiddenPart, SealedPart } from '@twohours/wire/exercise';
import type { AttemptId } from '@twohours/wire/id';
import { Refused } from '@twohours/wire/problem';
import { BatchSchema, type Batch, type RecordedEntry } from '@twohours/wire/recording';
import type { AttemptResult, SubmissionView } from '@twohours/wire/staff';
import { filesOf, type Files } from '@twohours/wire/workspace';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { AttemptStore } from '../attempts/attempt-store.ts';
import type { StartedAttempt } from '../attempts/attempt.ts';
import type { CheckStore } from '../checks/check-store.ts';
import { toCheckView } from '../checks/check.ts';
import type { GradingStore } from '../grading/grading-store.ts';
import { toGradingView } from '../grading/grading-views.ts';
import type { Staff } from '../http/who.ts';
import type { InvitationStore } from '../invitations/invitation-store.ts';
import { viewInvitation, type InvitationViewDeps } from '../invitations/invitation-views.ts';
import { filesHash } from '../recordings/files-hash.ts';
import { submittedFiles } from '../recordings/states.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';
import { coverFor, type CoverDeps } from '../reviews/panels.ts';
import type { Keys } from '../redis/keys.ts';
import type { RunStore } from '../runs/run-store.ts';
import { toRunView } from '../runs/run.ts';
import type { TrialStore } from '../trials/trial-store.ts';
import type { Workspaces } from '../workspaces/workspaces.ts';

export type AttemptResultDeps = InvitationViewDeps &
  CoverDeps & {
    readonly attempts: AttemptStore;
    readonly invitations: Pick<InvitationStore, 'find'>;
    readonly recordings: Pick<RecordingStore, 'readAll'>;
    readonly runs: Pick<RunStore, 'list'>;
    readonly gradings: GradingStore;
    readonly trials: Pick<TrialStore, 'of'>;
    readonly checks: Pick<CheckStore, 'list'>;
    readonly workspaces: Pick<Workspaces, 'read'>;
    readonly sealedPartOf: (attempt: AttemptId) => Promise<SealedPart>;
    readonly hiddenPart: (hashes: { hidden: string }) => Promise<HiddenPart>;
    readonly redis: Redis;
    readonly keys: Keys;
  };

const KeptLeftoverSchema = z.strictObject({ receivedAt: z.number(), kind: z.enum(['late', 'stranded']), batches: z.array(BatchSchema) });
const PREVIEW_LENGTH = 2_000;

/** What was typed, in order: enough to see whether it matters. */
function previewOf(batches: readonly Batch[]): string {
  const texts = batches.flatMap((batch) => batch.events.map((event) => (event.kind === 'edit' ? event.s : 'text' in event ? event.text : '')));
  return texts.join('');
}

async function leftoversOf(deps: AttemptResultDeps, id: AttemptId): Promise<AttemptResult['leftovers']> {
  const rows = await deps.redis.lrange(deps.keys.leftovers(id), 0, -1);
  return rows.map((row) => {
    const { kind, receivedAt, batches } = KeptLeftoverSchema.parse(JSON.parse(row));
    return { kind, receivedAt, events: batches.reduce((sum, batch) => sum + batch.events.length, 0), preview: previewOf(batches) };
  });
}

function submissionsOf(attempt: StartedAttempt, starter: Files, entries: readonly RecordedEntry[]): SubmissionView[] {
  return attempt.submissions.map(({ id, number, closedBy, closedAt }) => {
    const files = submittedFiles(starter, entries, number);
    return { id, number, closedBy, closedAt, atMs: closedAt - attempt.startedAt, hash: filesHash(files), files };
  });
}

/** How much time was given, and why someone has more than others, is for admins alone. */
async function logOf(deps: Pick<AttemptResultDeps, 'attempts'>, id: AttemptId, reader: Staff): Promise<AttemptResult['log']> {
  const lines = await deps.attempts.log(id);
  if (reader.roles.includes('admin')) return lines.map(({ toOthers: _, ...line }) => line);
  return lines.flatMap(({ reason: _, toOthers, ...line }) => (toOthers === '' ? [] : [{ ...line, what: toOthers ?? line.what }]));
}

/** The attempt as the person who invited sees it. Before Start there is nothing but the invitation and the log. */
export async function viewResult(deps: AttemptResultDeps, id: AttemptId, reader: Staff): Promise<AttemptResult> {
  const found = await deps.attempts.find(id);
  const invitation = found && (await deps.invitations.find(found.value.invitation));
  if (!found || !invitation) throw new Refused('attempt-unknown', 'There is no such attempt.');
  const attempt = found.value;
  const [invitationView, log] = await Promise.all([viewInvitation(deps, invitation.value, reader), logOf(deps, id, reader)]);
  const nothing = { starter: {}, files: {}, groups: [], runs: [], submissions: [], gradings: [], checks: [], leftovers: [] };
  if (attempt.phase === 'ready') return { ...nothing, invitation: invitationView, attempt: { id }, log };

  const [sealed, hidden, entries, runs, gradings, checks, leftovers, cover] = await Promise.all([
    deps.sealedPartOf(id),
    deps.hiddenPart(attempt.exercise.hashes),
    deps.recordings.readAll(id),
    deps.runs.list(id),
    deps.gradings.list(id),
    deps.checks.list(id),
    leftoversOf(deps, id),
    coverFor(deps, attempt, reader),
  ]);
  const { workspace } = await deps.workspaces.read(id, sealed);
  return {
    invitation: invitationView,
    attempt: {
      id,
      exercise: attempt.exercise,
      startedAt: attempt.startedAt,
      usedMs: (attempt.phase === 'closed' ? attempt.closedAt : deps.clock.now()) - attempt.startedAt,
      ...(reader.roles.includes('admin') ? { ledger: attempt.ledger } : {}),
    },
    starter: cover.starter(sealed.starter),
    files: cover.files(filesOf(workspace)),
    groups: hidden.groups,
    runs: cover.textsIn(runs.map(({ run, number }) => toRunView(run, number))),
    submissions: submissionsOf(attempt, sealed.starter, entries).map((each) => ({ ...each, files: cover.files(each.files) })),
    gradings: cover.textsIn(await Promise.all(gradings.map(async (grading) => toGradingView(grading, hidden, await deps.trials.of(grading.id))))),
    checks: cover.textsIn(checks.map(toCheckView)),
    // Covered before it is cut: half a name would not be found.
    leftovers: cover.textsIn(leftovers).map((each) => ({ ...each, preview: each.preview.slice(0, PREVIEW_LENGTH) })),
    log,
  };
}
