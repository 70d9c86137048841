import { readdir, readFile } from 'node:fs/promises';
import { USERS } from '@twohours/sandbox/pool';

const CONTAINER_ID = /[0-9a-f]{64}/;
const COMPILER = 10_001;

export interface SandboxProcess {
  readonly pid: number;
  readonly what: string;
  /** Whose cgroup it is in. */
  readonly container: string | undefined;
}

/** Every process of this machine that has one of the users that containers have; all containers', whoever runs them. */
export async function sandboxProcesses(): Promise<SandboxProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  // It may end while we read.
  const all = await Promise.all(pids.map(async (pid) => readProcess(pid).catch(() => undefined)));
  return all.flatMap((process) => process ?? []);
}

async function readProcess(pid: string): Promise<SandboxProcess | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const uid = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
  if (uid !== COMPILER && !(uid >= USERS.first && uid <= USERS.last)) return undefined;
  const cgroup = await readFile(`/proc/${pid}/cgroup`, 'utf8');
  const name = /^Name:\s+(.*)$/m.exec(status)?.[1] ?? '?';
  return { pid: Number(pid), what: `${name} of user ${uid}`, container: CONTAINER_ID.exec(cgroup)?.[0] };
}
