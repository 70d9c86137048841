import type { Api } from '../http/api.ts';
import { askAtMoment, type AskAtMomentDeps } from './ask-at-moment.ts';
import { coverFor, foundAttempt, type CoverDeps } from '../reviews/panels.ts';
import { readCheck, type ChecksDeps } from './checks.ts';

export function addCheckRoutes(api: Api, deps: AskAtMomentDeps & ChecksDeps & CoverDeps): void {
  api.handle('askAtMoment', async ({ params, body, who }) => askAtMoment(deps, params.attempt, body, { id: who.id, name: who.name }));
  api.handle('readCheck', async ({ params, who }) => {
    const view = await readCheck(deps, params.check);
    return (await coverFor(deps, await foundAttempt(deps, view.attempt), who)).textsIn(view);
  });
}
