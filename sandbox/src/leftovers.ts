import { LABEL } from './containers.ts';
import { sweep, type SweepDeps } from './sweep.ts';

/** Removes what a command of the same instance left that was killed; containers say until when they are somebody's. */
export async function removeLeftovers(deps: SweepDeps): Promise<void> {
  const { engine, instance, worker } = deps;
  const all = await engine.docker.listContainers({ all: true, filters: { label: [`${LABEL.instance}=${instance}`] } });
  await sweep(deps, new Set([worker, ...all.map((info) => info.Labels[LABEL.worker] ?? '')]));
}
