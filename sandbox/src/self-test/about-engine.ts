import { z } from 'zod';
import type { Engine } from '../engine.ts';

/** What the engine says of itself, as far as an operator wants to read it beside a self-test. */
export interface AboutEngine {
  readonly version: string;
  readonly cgroup: string;
  readonly defaultRuntime: string;
  readonly runtimes: readonly string[];
  readonly kernel: string;
}

/** dockerode's types leave the cgroup's version out. */
const InfoSchema = z.object({
  ServerVersion: z.string(),
  CgroupVersion: z.string().default('1'),
  DefaultRuntime: z.string(),
  Runtimes: z.record(z.string(), z.unknown()),
  KernelVersion: z.string(),
});

export async function askEngine(engine: Engine): Promise<AboutEngine> {
  const info = InfoSchema.parse(await engine.call('info', () => engine.docker.info() as Promise<unknown>));
  return {
    version: info.ServerVersion,
    cgroup: `v${info.CgroupVersion}`,
    defaultRuntime: info.DefaultRuntime,
    runtimes: Object.keys(info.Runtimes),
    kernel: info.KernelVersion,
  };
}
