import { AttemptIdSchema, RunIdSchema, type AttemptId, type RunId } from '@twohours/wire/id';
import type { JobEventEntry } from '@twohours/wire/job';
import { PhasesSchema, RunEndingSchema, type JobEnding, type RunEnding } from '@twohours/wire/job-ending';
import type { RunPlace, RunView } from '@twohours/wire/run';
import { LengthSchema } from '@twohours/wire/time';
import { z } from 'zod';
import { jobIdOf } from '../jobs/job-id.ts';
import { MAX_FAULTS, newLease } from '../jobs/lease.ts';
import { unreachable } from '../unreachable.ts';

export const RunSchema = z.strictObject({
  id: RunIdSchema,
  attempt: AttemptIdSchema,
  /** Since Start. */
  atMs: LengthSchema,
  try: z.number().int().positive(),
  lease: z.string(),
  state: z.discriminatedUnion('phase', [
    z.strictObject({ phase: z.literal('queued') }),
    z.strictObject({ phase: z.literal('ended'), ending: RunEndingSchema, phases: PhasesSchema }),
    z.strictObject({ phase: z.literal('abandoned'), reason: z.string() }),
  ]),
});
export type Run = z.infer<typeof RunSchema>;

export function newRun(id: RunId, attempt: AttemptId, atMs: number): Run {
  return { id, attempt, atMs, try: 1, lease: newLease(), state: { phase: 'queued' } };
}

type Ending = Extract<JobEnding, { kind: 'run' | 'faulted' }>;

/**
 *   queued ──▶ ended
 *     ▲ └─ fault, tries left ─┐   fault, none left ─▶ abandoned
 *     └────────────────────────┘
 *
 * An answer whose lease is over changes nothing: undefined.
 */
export function settle(run: Run, ending: Ending): Run | undefined {
  if (run.state.phase !== 'queued' || ending.lease !== run.lease) return undefined;
  if (ending.kind === 'run') return { ...run, state: { phase: 'ended', ending: ending.ending, phases: ending.phases } };
  if (run.try >= MAX_FAULTS) return { ...run, state: { phase: 'abandoned', reason: ending.reason } };
  return { ...run, try: run.try + 1, lease: newLease() };
}

/** Where a run stands that nobody works on; undefined where somebody does, or where it is on its way into the queue. */
export function placeOf(run: Run, entries: readonly JobEventEntry[], waiting: readonly string[]): RunPlace | undefined {
  if (run.state.phase !== 'queued') return undefined;
  const last = entries.at(-1);
  const n = last?.try === run.try ? last.n : 0;
  const ahead = waiting.indexOf(jobIdOf(run));
  if (ahead >= 0) return { try: run.try, n, ahead };
  return run.try > 1 && n === 0 ? { try: run.try, n } : undefined;
}

/** Taken out of the queue before anybody began it. */
export function cancelQueued(run: Run): Run | undefined {
  if (run.state.phase !== 'queued') return undefined;
  return { ...run, state: { phase: 'ended', ending: { kind: 'cancelled' }, phases: { waitMs: 0, compileMs: 0, runMs: 0, totalMs: 0 } } };
}

export function toRunView(run: Run, number: number): RunView {
  const { state } = run;
  return { id: run.id, number, atMs: run.atMs, state: state.phase === 'abandoned' ? { phase: 'abandoned' } : state };
}

/** One word for the recording. */
export function howItEnded(run: Run): string {
  return run.state.phase === 'ended' ? endingInAWord(run.state.ending) : run.state.phase;
}

function endingInAWord(ending: RunEnding): string {
  switch (ending.kind) {
    case 'refused':
    case 'not-compiled':
    case 'cancelled':
      return ending.kind;
    case 'ran':
      return ending.outcome.kind === 'exited' ? (ending.outcome.exitCode === 0 ? 'passed' : 'failed') : ending.outcome.kind;
    default:
      return unreachable(ending);
  }
}
