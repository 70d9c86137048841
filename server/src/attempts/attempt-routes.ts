import type { AttemptView, LeaseReply } from '@twohours/wire/attempt';
import type { AttemptId } from '@twohours/wire/id';
import { Refused } from '@twohours/wire/problem';
import type { Redis } from 'ioredis';
import type { Api } from '../http/api.ts';
import { CANDIDATE_COOKIE } from '../http/who.ts';
import type { Keys } from '../redis/keys.ts';
import { appendEdits, type AppendEditsDeps } from '../recordings/append-edits.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';
import { formatText, type FormatDeps } from '../runs/format-text.ts';
import { cancelRun, listRuns, readRun, startRun, type RunsDeps } from '../runs/runs.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { Notices } from '../sockets/notices.ts';
import type { AttemptStore } from './attempt-store.ts';
import { allottedMs, viewAttempt, viewWorkspace, type AttemptViewDeps } from './attempt-views.ts';
import { changeAttempt, type ChangeAttemptDeps } from './change-attempt.ts';

export type AttemptRoutesDeps = AttemptViewDeps &
  ChangeAttemptDeps &
  AppendEditsDeps &
  RunsDeps &
  FormatDeps & {
    readonly attempts: AttemptStore;
    readonly recordings: RecordingStore;
    readonly sessions: Pick<SessionStore, 'close'>;
    readonly notices: Notices;
    readonly redis: Redis;
    readonly keys: Keys;
  };

async function found(deps: Pick<AttemptRoutesDeps, 'attempts'>, id: AttemptId) {
  const attempt = await deps.attempts.find(id);
  if (!attempt) throw new Refused('attempt-unknown', 'There is no such attempt.');
  return attempt.value;
}

async function startAttempt(deps: AttemptRoutesDeps, id: AttemptId): Promise<AttemptView> {
  const attempt = await found(deps, id);
  // Pressed twice, or in two tabs: the second finds it started.
  if (attempt.phase !== 'ready') return viewAttempt(deps, attempt);
  const invitation = await deps.invitations.find(attempt.invitation);
  const published = invitation && (await deps.exercises.newest(invitation.value.exercise));
  if (!invitation || !published) throw new Error(`attempt ${id} has no exercise to start`);
  const { opensAt, closesAt } = invitation.value;
  const exercise = { id: published.id, version: published.version, title: published.title, hashes: published.hashes };
  const command = {
    type: 'start',
    exercise,
    allottedMs: allottedMs(published.minutes, attempt.accommodationPercent),
    window: { opensAt, closesAt },
  } as const;
  try {
    return await viewAttempt(deps, await changeAttempt(deps, id, () => command, { what: 'Started.' }));
  } catch (error) {
    if (error instanceof Refused && error.code === 'attempt-already-started') return viewAttempt(deps, await found(deps, id));
    throw error;
  }
}

async function submitAttempt(deps: AttemptRoutesDeps, id: AttemptId): Promise<AttemptView> {
  const attempt = await found(deps, id);
  if (attempt.phase === 'closed') return viewAttempt(deps, attempt);
  try {
    return await viewAttempt(deps, await changeAttempt(deps, id, (ids) => ({ type: 'submit', ids }), { what: 'Submitted.' }));
  } catch (error) {
    if (error instanceof Refused && error.code === 'attempt-closed') return viewAttempt(deps, await found(deps, id));
    throw error;
  }
}

async function takeLease(deps: AttemptRoutesDeps, id: AttemptId, asked: { device: string; takeOver: boolean }): Promise<LeaseReply> {
  const reply = await deps.attempts.takeLease(id, asked.device, asked.takeOver);
  switch (reply[0]) {
    case 'not-active':
      throw new Refused('attempt-closed', 'This attempt is not open.');
    case 'reader':
      return { kind: 'reader', epoch: reply[1] };
    case 'writer': {
      const [, epoch, seq, isNewDevice] = reply;
      deps.notices.toAttempt(id, 'workspace:taken-over', { epoch });
      if (isNewDevice === 1) {
        const head = await deps.attempts.head(id);
        if (head) await deps.recordings.note(id, Math.max(0, deps.clock.now() - head.startedAt), { kind: 'taken-over', epoch });
      }
      return { kind: 'writer', epoch, seq };
    }
  }
}

const LEFTOVERS_KEPT = 50;

export function addAttemptRoutes(api: Api, deps: AttemptRoutesDeps): void {
  api.handle('readAttempt', async ({ who }) => viewAttempt(deps, await found(deps, who.attempt)));
  api.handle('startAttempt', async ({ who }) => startAttempt(deps, who.attempt));
  api.handle('readWorkspace', async ({ who }) => viewWorkspace(deps, who.attempt));
  api.handle('takeLease', async ({ who, body }) => takeLease(deps, who.attempt, body));
  api.handle('appendEdits', async ({ who, body }) => appendEdits(deps, who.attempt, body));
  api.handle('keepLeftovers', async ({ who, body }) => {
    if (body.attempt !== who.attempt) throw new Refused('attempt-unknown', 'That work belongs to another attempt.');
    const key = deps.keys.leftovers(who.attempt);
    if ((await deps.redis.llen(key)) >= LEFTOVERS_KEPT) throw new Refused('too-many-requests', 'Enough unsent work was kept already.');
    const kept = { receivedAt: deps.clock.now(), kind: body.kind, batches: body.batches };
    await deps.redis.rpush(key, JSON.stringify(kept));
    deps.notices.toStaff({ what: 'attempt', id: who.attempt });
    return {};
  });
  api.handle('startRun', async ({ who }) => startRun(deps, who.attempt));
  api.handle('listRuns', async ({ who }) => ({ runs: await listRuns(deps, who.attempt) }));
  api.handle('readRun', async ({ who, params }) => readRun(deps, who.attempt, params.run));
  api.handle('cancelRun', async ({ who, params }) => {
    await cancelRun(deps, who.attempt, params.run);
    return {};
  });
  api.handle('formatFile', async ({ who, body }) => formatText(deps, who.attempt, body));
  api.handle('submitAttempt', async ({ who }) => submitAttempt(deps, who.attempt));
  api.handle('leaveAttempt', async ({ credentials, setCookie }) => {
    if (credentials.candidateCookie !== undefined) await deps.sessions.close(credentials.candidateCookie);
    setCookie({ name: CANDIDATE_COOKIE, value: '', maxAgeMs: 0 });
    return {};
  });
}
