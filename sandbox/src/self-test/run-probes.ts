import { randomBytes } from 'node:crypto';
import type { HiddenPart, SealedPart } from '@twohours/wire/exercise';
import { newId } from '@twohours/wire/id';
import type { Job, JobEvent } from '@twohours/wire/job';
import type { JobEnding } from '@twohours/wire/job-ending';
import type { Files } from '@twohours/wire/workspace';
import { runJob, type RunJobDeps } from '../run-job.ts';
import { judgeForgery, judgeHidden, judgeVisible } from './judge.ts';
import { PROBE_CLASSES } from './probes.ts';
import { sealedPart, type Programs } from './programs.ts';
import type { ProbeResult } from './result.ts';

export type Route = Omit<RunJobDeps, 'packages'>;

/** Sends every probe down the path that candidates' code takes. Never throws. */
export async function runProbes(route: Route, programs: Programs, signal: AbortSignal): Promise<ProbeResult[]> {
  const nonce = randomBytes(24).toString('hex');
  const events: JobEvent[] = [];
  const sealed = sealedPart(false);
  const grade = async (files: Files, hidden: HiddenPart) => run(route, { sealed, hidden }, gradeJob(files), () => undefined, signal);
  const endless = { ...programs.endless, 'nonce.txt': nonce };
  const exercise = { sealed: sealedPart(true), hidden: programs.forged };
  const [hidden, forgery, visible] = await Promise.all([
    grade(programs.candidate, programs.probes),
    grade(programs.forger, programs.forged),
    run(route, exercise, runJobOf(endless), (event) => void events.push(event), signal),
  ]);
  const results = [...judgeHidden(hidden), judgeForgery(forgery), ...judgeVisible(visible, events, nonce)];
  return results.toSorted((a, b) => PROBE_CLASSES.indexOf(a.class) - PROBE_CLASSES.indexOf(b.class));
}

/** Names no package that was published: what it needs is given to it. */
const HASHES = { exercise: '0'.repeat(64), open: '0'.repeat(64), sealed: '0'.repeat(64), hidden: '0'.repeat(64) };

const gradeJob = (files: Files): Job => ({
  kind: 'grade',
  id: newId('grd'),
  try: 1,
  lease: 'self-test',
  exercise: HASHES,
  states: [{ at: 0, files: { ...files } }],
});

const runJobOf = (files: Files): Job => ({
  kind: 'run',
  id: newId('run'),
  try: 1,
  lease: 'self-test',
  exercise: HASHES,
  files: { ...files },
  actions: ['test'],
});

async function run(
  route: Route,
  exercise: { sealed: SealedPart; hidden: HiddenPart },
  job: Job,
  emit: (event: JobEvent) => void,
  signal: AbortSignal,
): Promise<JobEnding> {
  const packages = { sealed: async () => exercise.sealed, hidden: async () => exercise.hidden };
  return runJob({ ...route, packages }, job, emit, signal);
}
