import type { Limits } from '@twohours/wire/exercise';
import type { Config } from './config.ts';

/** What an operator grants to any one container, whatever its exercise asks for. */
export type OperatorLimits = Pick<Limits, 'wallMs' | 'memoryBytes' | 'processes'>;

export function operatorLimits(config: Pick<Config, 'SANDBOX_MAX_MEMORY_MIB' | 'SANDBOX_MAX_WALL_S' | 'SANDBOX_MAX_PROCESSES'>): OperatorLimits {
  return {
    wallMs: config.SANDBOX_MAX_WALL_S * 1_000,
    memoryBytes: config.SANDBOX_MAX_MEMORY_MIB * 1024 ** 2,
    processes: config.SANDBOX_MAX_PROCESSES,
  };
}

export function narrow(limits: Limits, operator: OperatorLimits): Limits {
  return {
    ...limits,
    wallMs: Math.min(limits.wallMs, operator.wallMs),
    memoryBytes: Math.min(limits.memoryBytes, operator.memoryBytes),
    processes: Math.min(limits.processes, operator.processes),
  };
}

/** The compile stage runs our own programs on files of at most a megabyte: one set of limits fits all. */
export const COMPILE = {
  /** Of each tool that it calls. What is measured on a clock would be our machine's fault, not the code's. */
  cpuSeconds: 8,
  wallMs: 60_000,
  memoryBytes: 512 * 1024 ** 2,
  processes: 64,
  tmpBytes: 192 * 1024 ** 2,
  /** Of everything it answers with, programs included. */
  answerBytes: 160 * 1024 ** 2,
} as const;

/** Threads of process 1, which does not count as the candidate's. */
export const PROCESSES_OF_INIT = 12;

/** A candidate's own tests on the exercise's solutions. */
export const TRIAL = {
  /** Of one time, whatever the exercise grants a run. */
  wallMs: 10_000,
  /** Once may be chance. */
  times: 3,
  /** After so long no further solution is begun, so that whoever waits for the slot has it. */
  sliceMs: 5_000,
} as const;

/** Hidden tests along a replay. */
export const LANE = {
  /** After so long no further step is begun, so that whoever waits for the slot has it. */
  sliceMs: 5_000,
  /** Of programs, within a slice: one state's are used for several batches of tests. */
  keptBytes: 64 * 1024 ** 2,
} as const;

/** Kept of what a program prints: the first and the last of it. */
export const KEPT_HEAD_BYTES = 48 * 1024;
export const KEPT_TAIL_BYTES = 16 * 1024;

/** How long one hidden test may take, so that one that hangs does not use up everybody's time. */
export function perTestMs(limits: Pick<Limits, 'wallMs'>): number {
  return Math.max(1_000, Math.floor(limits.wallMs / 3));
}

/** All containers of one grading together. */
export function gradingBudgetMs(limits: Pick<Limits, 'wallMs'>): number {
  return 6 * limits.wallMs;
}
