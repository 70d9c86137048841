import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { LABEL } from '@twohours/sandbox/containers';
import { prefixFor, WAITING } from '@twohours/sandbox/pool';
import type { Lab } from '@twohours/sandbox/testing/lab';
import type { ContainerInfo } from 'dockerode';
import { until } from '../harness/clock.ts';
import { sandboxProcesses } from './sandbox-processes.ts';

/** Nothing of a job is left this long after its end. */
const WITHIN_MS = 15_000;

/** What a lab keeps ready at most: a compile container for each of two jobs, and a run container for each of two exercises. */
const MOST_WAITING = 4;

/** Waits until nothing of a lab's jobs is left, and says what is left when that takes too long. */
export async function lingering(lab: Lab, withinMs = WITHIN_MS): Promise<string[]> {
  let left: string[] = [];
  const isGone = async () => (left = await findLeftovers(lab)).length === 0;
  await until(isGone, 'nothing to be left', withinMs).catch(() => undefined);
  return left;
}

/** Containers, volumes and folders of this lab, and processes that no container holds, whoever's they were. */
export async function findLeftovers(lab: Lab): Promise<string[]> {
  const { docker } = lab.deps.engine;
  const filters = { label: [`${LABEL.worker}=${lab.deps.worker}`] };
  const before = await docker.listContainers({ all: true });
  const [{ Volumes: volumes }, folders, processes] = await Promise.all([docker.listVolumes({ filters }), foldersOf(lab), sandboxProcesses()]);
  const after = await docker.listContainers({ all: true });
  // One that was removed while we looked, and one that was made, are no strays.
  const known = new Set([...before, ...after].map(({ Id: id }) => id));
  const ours = after.filter(({ Labels: labels }) => labels[LABEL.worker] === lab.deps.worker);
  const waiting = ours.filter(isWaiting);
  const held = new Set(waiting.flatMap(({ Mounts: mounts }) => mounts.map((mount) => mount.Name ?? basename(mount.Source))));
  const used = ours.filter((container) => !waiting.includes(container));
  const strays = processes.filter(({ container }) => container === undefined || !known.has(container));
  const company = waiting.flatMap(({ Id: id }) => processes.filter(({ container }) => container === id).slice(1));
  return [
    ...used.map(({ Names: names, State: state }) => `container ${names.join()}, ${state}`),
    ...(waiting.length > MOST_WAITING ? [`${waiting.length} containers that wait`] : []),
    ...volumes.flatMap(({ Name: name }) => (held.has(name) ? [] : `volume ${name}`)),
    ...folders.flatMap((name) => (held.has(name) ? [] : `folder ${name}`)),
    ...strays.map(({ pid, what }) => `process ${pid}: ${what}`),
    ...company.map(({ pid, what }) => `process ${pid} in a container that waits: ${what}`),
  ];
}

/** Prepared for a job that has not come: it runs nobody's code. */
function isWaiting({ Names: names, State: state }: ContainerInfo): boolean {
  return state === 'running' && names.some((name) => name.startsWith(`/${prefixFor(WAITING)}`));
}

async function foldersOf(lab: Lab): Promise<string[]> {
  return readdir(join(lab.runtimeDir, 'programs', lab.deps.worker)).catch(() => []);
}
