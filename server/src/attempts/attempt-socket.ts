import { createHash } from 'node:crypto';
import { Refused } from '@twohours/wire/problem';
import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import type { Candidate } from '../http/who.ts';
import { appendEdits, type AppendEditsDeps } from '../recordings/append-edits.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';
import { cancelRun, followRun, readRun, startRun, type RunsDeps } from '../runs/runs.ts';
import { answer } from '../sockets/answer.ts';
import { attemptRoom } from '../sockets/notices.ts';
import type { Presence } from '../sockets/presence.ts';
import { viewClock } from './attempt-views.ts';

export type AttemptSocketDeps = AppendEditsDeps &
  RunsDeps & {
    readonly recordings: RecordingStore;
    readonly presence: Presence;
    readonly log: Pick<Logger, 'error' | 'warn'>;
  };

/** A candidate's page. The socket is bound to one attempt, whatever it says. */
export async function serveCandidate(deps: AttemptSocketDeps, socket: Socket, who: Candidate): Promise<void> {
  const { attempt } = who;
  const head = async () => {
    const current = await deps.attempts.head(attempt);
    if (!current) throw new Refused('attempt-unknown', 'There is no such attempt.');
    return current;
  };
  const { log } = deps;
  answer(socket, who, log, 'workspace:append', (batch) => appendEdits(deps, attempt, batch));
  answer(socket, who, log, 'workspace:compare', async ({ seq, hashes }) => {
    const held = await deps.workspaces.read(attempt, await deps.sealedPartOf(attempt));
    if (held.seq !== seq) return { differ: [] };
    const differs = ([id, hash]: [string, string]) => hash !== sha256(held.workspace.get(id)?.text ?? '');
    return {
      differ: Object.entries(hashes)
        .filter(differs)
        .map(([id]) => id),
    };
  });
  answer(socket, who, log, 'clock:read', async () => viewClock(await head(), deps.clock.now()));
  answer(socket, who, log, 'run:start', () => startRun(deps, attempt));
  answer(socket, who, log, 'run:cancel', async ({ run }) => {
    await cancelRun(deps, attempt, run);
    return {};
  });
  answer(socket, who, log, 'run:follow', async ({ run }) => {
    const story = await readRun(deps, attempt, run);
    if (story.run.state.phase === 'queued') followRun(deps, { id: run, attempt });
    return story;
  });
  // Listeners first: whatever the page asks at once must not be missed while the rest is awaited.
  await socket.join(attemptRoom(attempt));
  const note = async (kind: 'connected' | 'disconnected') => {
    const current = await head();
    if (current.phase === 'active')
      await deps.recordings.note(attempt, Math.max(0, Math.min(deps.clock.now(), current.deadline) - current.startedAt), { kind });
    deps.notices.toStaff({ what: 'attempt', id: attempt });
  };
  socket.on('disconnect', () => {
    const leave = async () => {
      if (await deps.presence.leave(attempt)) await note('disconnected');
    };
    leave().catch((error: unknown) => log.warn({ err: error }, 'a page that left could not be noted'));
  });
  if (await deps.presence.arrive(attempt)) await note('connected');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
