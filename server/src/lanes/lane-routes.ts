import type { Api } from '../http/api.ts';
import { readLanes, type LanesDeps } from './run-lanes.ts';

export function addLaneRoutes(api: Api, deps: LanesDeps): void {
  api.handle('readLanes', async ({ params }) => readLanes(deps, params.attempt));
}
