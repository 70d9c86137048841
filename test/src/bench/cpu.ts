import { readdir, readFile } from 'node:fs/promises';
import { readCpuTicks, TICK_MS } from './machine.ts';
import type { Stack } from './stack.ts';

/** Processor time in milliseconds, by who used it. */
export type CpuBill = Readonly<Record<'sandbox' | 'server' | 'redis' | 'engine' | 'containers' | 'benchmark' | 'runcAndKernel', number>>;

interface Reading {
  readonly machine: number;
  readonly parts: Readonly<Record<keyof Omit<CpuBill, 'runcAndKernel'>, number>>;
}

/** Everything below the engine's own cgroup, containers that are gone included. */
const CONTAINER_CGROUPS = [
  { file: '/sys/fs/cgroup/cpuacct/docker/cpuacct.usage', usage: (text: string) => Number(text) / 1e6 },
  { file: '/sys/fs/cgroup/docker/cpu.stat', usage: (text: string) => Number(/usage_usec (\d+)/.exec(text)?.[1]) / 1e3 },
];

/**
 * Who used the processors between two moments. What no process that we know and no container accounts for is left to runc,
 * its shims and the kernel: they live too short to be asked, or are nobody's.
 */
export class CpuMeter {
  readonly #pids: Stack['pids'];
  #from: Reading | undefined;

  constructor({ pids }: Pick<Stack, 'pids'>) {
    this.#pids = pids;
  }

  async start(): Promise<void> {
    this.#from = await this.#read();
  }

  /** Undefined where the machine does not tell. */
  async stop(): Promise<CpuBill | undefined> {
    const [from, to] = [this.#from, await this.#read()];
    if (!from || !to) return undefined;
    const since = (name: keyof Reading['parts']) => Math.round(to.parts[name] - from.parts[name]);
    const bill = {
      containers: since('containers'),
      engine: since('engine'),
      sandbox: since('sandbox'),
      server: since('server'),
      redis: since('redis'),
      benchmark: since('benchmark'),
    };
    const known = Object.values(bill).reduce((sum, ms) => sum + ms, 0);
    return { ...bill, runcAndKernel: Math.round(to.machine - from.machine - known) };
  }

  async #read(): Promise<Reading | undefined> {
    const machine = await readCpuTicks();
    const containers = await containersMs();
    if (!machine || containers === undefined) return undefined;
    const of = async (...pids: number[]) => (await Promise.all(pids.map(processMs))).reduce((sum, ms) => sum + ms, 0);
    const { sandbox, server, redis } = this.#pids;
    return {
      machine: machine.busy * TICK_MS,
      parts: {
        containers,
        engine: await of(...(await pidsNamed('dockerd', 'containerd'))),
        sandbox: await of(sandbox),
        server: await of(server),
        redis: await of(redis),
        benchmark: await of(process.pid),
      },
    };
  }
}

async function containersMs(): Promise<number | undefined> {
  for (const { file, usage } of CONTAINER_CGROUPS) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined) return usage(text);
  }
  return undefined;
}

/** Its own, and that of children which have ended. */
async function processMs(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * TICK_MS;
}

async function pidsNamed(...names: string[]): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) =>
      (names as (string | undefined)[]).includes((await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim()) ? Number(pid) : 0,
    ),
  );
  return found.filter((pid) => pid > 0);
}
