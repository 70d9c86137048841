import { isGvisor } from '@twohours/sandbox/runtimes';

/** How many programs each class has at least; a folder each below programs/. */
export const CLASSES = {
  time: 12,
  memory: 9,
  processes: 10,
  output: 16,
  files: 15,
  network: 7,
  compile: 13,
  races: 6,
  cheating: 18,
  platform: 6,
} as const;

export type HostileClass = keyof typeof CLASSES;

export const ALL_CLASSES = Object.keys(CLASSES) as HostileClass[];

/** HOSTILE=time,memory runs these two only. */
export function chosenClasses(env: NodeJS.ProcessEnv): readonly HostileClass[] {
  const wanted = env['HOSTILE']?.split(',') ?? ALL_CLASSES;
  const unknown = wanted.filter((name) => !Object.hasOwn(CLASSES, name));
  if (unknown.length > 0) throw new Error(`HOSTILE names no such class: ${unknown.join(', ')}`);
  return ALL_CLASSES.filter((name) => wanted.includes(name));
}

/** With cgroups ignored, as runsc needs it where it may not make any, nothing limits what these take. */
const NEED_CGROUPS: readonly HostileClass[] = ['memory', 'processes'];

/** Why a class cannot be run with this runtime, or undefined. */
export function whyNot(name: HostileClass, runtime: string | undefined): string | undefined {
  return isGvisor(runtime) && NEED_CGROUPS.includes(name) ? 'refused by the self-test' : undefined;
}
