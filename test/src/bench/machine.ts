import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import type Docker from 'dockerode';
import { pause } from '../harness/clock.ts';

/** Of all cores together since the machine came up, in hundredths of a second. */
export interface CpuTicks {
  readonly busy: number;
  readonly idle: number;
  /** Taken by others on the same hardware. */
  readonly stolen: number;
}

export const TICK_MS = 10;
export const CORES = availableParallelism();

/** Undefined where there is no /proc. */
export async function readCpuTicks(): Promise<CpuTicks | undefined> {
  const text = await readFile('/proc/stat', 'utf8').catch(() => undefined);
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, stolen = 0] = (text?.split('\n')[0] ?? '')
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return text === undefined ? undefined : { busy: user + nice + system + irq + softirq, idle: idle + wait, stolen };
}

const LOOK_MS = 60;
const PATIENCE_MS = 2_000;
/** Of all cores: what an engine and an open page do while nobody asks for anything. */
const MOST_BUSY = 0.15;

/** How often something else kept the machine busy right before a time was taken. */
export const restless = { times: 0, of: 0 };

/**
 * Waits until the machine has nothing to do: what a run leaves behind (containers to be removed, others to be prepared) must
 * not be paid for by whoever is measured next.
 */
export async function calm(): Promise<void> {
  restless.of += 1;
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    const before = await readCpuTicks();
    await pause(LOOK_MS);
    const after = await readCpuTicks();
    if (!before || !after) return;
    const busy = after.busy - before.busy;
    if (busy <= MOST_BUSY * (busy + after.idle - before.idle)) return;
  }
  restless.times += 1;
}

export async function describeMachine(docker: Docker, image: string) {
  const [engine, info, found] = await Promise.all([
    docker.version(),
    docker.info() as Promise<{ CgroupVersion?: string; Driver?: string }>,
    docker.getImage(image).inspect(),
  ]);
  return {
    cores: CORES,
    processor: cpus()[0]?.model ?? '',
    memoryBytes: totalmem(),
    kernel: release(),
    engine: engine.Version,
    cgroup: info.CgroupVersion,
    storage: info.Driver,
    node: process.version,
    image,
    imageId: found.Id,
    loadBefore: loadavg()[0] ?? 0,
  };
}
