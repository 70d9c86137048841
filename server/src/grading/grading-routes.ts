import type { GradingCause } from '@twohours/wire/grading';
import type { Api } from '../http/api.ts';
import type { ApiCaller, Staff } from '../http/who.ts';
import { coverFor, foundAttempt, type CoverDeps } from '../reviews/panels.ts';
import { readGrading, retryGrading, startGrading, type GradingsDeps } from './gradings.ts';

function askedBy(who: Staff | ApiCaller): Extract<GradingCause, { kind: 'asked' }> {
  return { kind: 'asked', by: who.id, name: who.name };
}

export function addGradingRoutes(api: Api, deps: GradingsDeps & CoverDeps): void {
  api.handle('startGrading', async ({ body, who }) => startGrading(deps, body, askedBy(who)));
  api.handle('readGrading', async ({ params, who }) => {
    const view = await readGrading(deps, params.grading);
    return (await coverFor(deps, await foundAttempt(deps, view.attempt), who)).textsIn(view);
  });
  api.handle('retryGrading', async ({ params, body, who }) => retryGrading(deps, params.grading, { by: who.name, reason: body.reason }));
}
