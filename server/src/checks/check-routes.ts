import type { Api } from '../http/api.ts';
import { askAtMoment, type AskAtMomentDeps } from './ask-at-moment.ts';
import { readCheck, type ChecksDeps } from './checks.ts';

export function addCheckRoutes(api: Api, deps: AskAtMomentDeps & ChecksDeps): void {
  api.handle('askAtMoment', async ({ params, body, who }) => askAtMoment(deps, params.attempt, body, { id: who.id, name: who.name }));
  api.handle('readCheck', async ({ params }) => readCheck(deps, params.check));
}
