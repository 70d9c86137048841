import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LABEL } from '@twohours/sandbox/containers';
import type { Lab } from '@twohours/sandbox/testing/lab';
import type Docker from 'dockerode';
import { until } from '../harness/clock.ts';

/** Nothing of a job is left this long after its end. */
const WITHIN_MS = 15_000;
const CONTAINER_ID = /[0-9a-f]{64}/;

/** Waits until nothing of a lab's jobs is left, and says what is left when that takes too long. */
export async function lingering(lab: Lab, withinMs = WITHIN_MS): Promise<string[]> {
  let left: string[] = [];
  const isGone = async () => (left = await findLeftovers(lab)).length === 0;
  await until(isGone, 'nothing to be left', withinMs).catch(() => undefined);
  return left;
}

/** Containers, volumes and folders of this lab, and processes of anybody's that no container holds. */
export async function findLeftovers(lab: Lab): Promise<string[]> {
  const { docker } = lab.deps.engine;
  const filters = { label: [`${LABEL.worker}=${lab.deps.worker}`] };
  const before = await containerIds(docker);
  const [containers, { Volumes: volumes }, folders, processes] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listVolumes({ filters: JSON.stringify(filters) }),
    foldersOf(lab),
    sandboxProcesses(),
  ]);
  // One that was removed while we looked, and one that was made, are no strays.
  const known = new Set([...before, ...(await containerIds(docker))]);
  const strays = processes.filter(({ container }) => container === undefined || !known.has(container));
  return [
    ...containers.map(({ Id: id, Labels: labels, State: state }) => `container ${id.slice(0, 12)}, ${state}: ${JSON.stringify(labels)}`),
    ...volumes.map(({ Name: name }) => `volume ${name}`),
    ...folders.map((folder) => `folder ${folder}`),
    ...strays.map(({ pid, what }) => `process ${pid}: ${what}`),
  ];
}

async function containerIds(docker: Docker): Promise<string[]> {
  return (await docker.listContainers({ all: true })).map(({ Id: id }) => id);
}

async function foldersOf(lab: Lab): Promise<string[]> {
  const root = join(lab.runtimeDir, 'programs', lab.deps.worker);
  return readdir(root).catch(() => []);
}

interface SandboxProcess {
  readonly pid: number;
  readonly what: string;
  /** Whose cgroup it is in. */
  readonly container: string | undefined;
}

/** Every process of this machine that has a sandbox's user. */
async function sandboxProcesses(): Promise<SandboxProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(pids.map(async (pid) => readProcess(pid).catch(() => undefined)));
  return all.flatMap((process) => process ?? []);
}

async function readProcess(pid: string): Promise<SandboxProcess | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const uid = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
  if (!isSandboxUser(uid)) return undefined;
  const cgroup = await readFile(`/proc/${pid}/cgroup`, 'utf8');
  const name = /^Name:\s+(.*)$/m.exec(status)?.[1] ?? '?';
  return { pid: Number(pid), what: `${name} of user ${uid}`, container: CONTAINER_ID.exec(cgroup)?.[0] };
}

const FIRST_USER = 10_001;
const LAST_USER = 10_002;

function isSandboxUser(uid: number): boolean {
  return uid >= FIRST_USER && uid <= LAST_USER;
}
