import { MINUTE_MS } from '@twohours/wire/time';
import { changeAttempt, type ChangeAttemptDeps } from '../attempts/change-attempt.ts';
import type { Api } from '../http/api.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import type { SigningKey } from '../recordings/signing-key.ts';
import type { Sandboxes } from '../sandboxes/sandboxes.ts';
import { viewResult, type AttemptResultDeps } from './attempt-result.ts';
import { viewRecording } from './view-recording.ts';

export type ResultRoutesDeps = AttemptResultDeps &
  ChangeAttemptDeps & {
    readonly signing: Pick<SigningKey, 'publicKey'>;
    readonly sandboxes: Sandboxes;
    readonly queue: Pick<JobQueue, 'waiting'>;
  };

export function addResultRoutes(api: Api, deps: ResultRoutesDeps): void {
  api.handle('readResult', async ({ params, who }) => viewResult(deps, params.attempt, who));
  api.handle('readRecording', async ({ params, who }) => viewRecording(deps, params.attempt, who));
  api.handle('addMinutes', async ({ params, body, who }) => {
    const grant = { type: 'grant', kind: 'extended', ms: body.minutes * MINUTE_MS, by: who.name, reason: body.reason } as const;
    const what = `${body.minutes} minutes were added.`;
    await changeAttempt(deps, params.attempt, () => grant, { what, toOthers: '', by: who.name, reason: body.reason });
    return {};
  });
  api.handle('voidAttempt', async ({ params, body, who }) => {
    await changeAttempt(deps, params.attempt, (ids) => ({ type: 'void', ids }), { what: 'Closed by staff.', by: who.name, reason: body.reason });
    return {};
  });
  api.handle('reopenAttempt', async ({ params, body, who }) => {
    const reopen = { type: 'reopen', ms: body.minutes * MINUTE_MS, by: who.name, reason: body.reason } as const;
    const what = `Reopened for ${body.minutes} minutes.`;
    await changeAttempt(deps, params.attempt, () => reopen, { what, toOthers: 'Reopened.', by: who.name, reason: body.reason });
    return {};
  });
  api.handle('readSigningKey', async () => ({ publicKey: await deps.signing.publicKey() }));
  api.handle('readStatus', async () => {
    const [runsUnavailable, alive, waiting] = await Promise.all([deps.sandboxes.whyUnavailable(), deps.sandboxes.alive(), deps.queue.waiting()]);
    return { ...(runsUnavailable === undefined ? {} : { runsUnavailable }), sandboxes: alive.length, queued: waiting.length };
  });
}
