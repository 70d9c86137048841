import { hiddenPart } from '@twohours/sandbox/testing/exercise';
import type { Lab, RunOptions } from '@twohours/sandbox/testing/lab';
import { LimitsSchema } from '@twohours/wire/exercise';
import type { JobEvent } from '@twohours/wire/job';
import type { Case } from './case.ts';
import { honestVerdict } from './honest.ts';
import type { Told } from './told.ts';

const DEFAULTS = { wallMs: 15_000, memoryBytes: 128 * 1024 ** 2, processes: 48, outputBytes: 128 * 1024, tmpBytes: 8 * 1024 ** 2 };

/** Runs a hostile program and, from when it is under way, an honest one beside it. */
export async function runPair(lab: Lab, hostile: Case, honest: 'run' | 'grade'): Promise<Told & { readonly honest: unknown }> {
  const isUnderWay = Promise.withResolvers<void>();
  const events: JobEvent[] = [];
  const stop = new AbortController();
  const begins =
    hostile.expect.ending === 'ran' || hostile.expect.ending === 'tests' || hostile.expect.ending === 'tampered' ? 'started' : 'compiling';
  const ending = runHostile(lab, hostile, {
    sealed: sealedOf(hostile),
    actions: hostile.actions,
    signal: stop.signal,
    onEvent: (event) => {
      events.push(event);
      if (event.type === begins) isUnderWay.resolve();
      if (event.type === hostile.cancelAfter) stop.abort();
    },
  });
  // However it ends, the honest program is run.
  const beside = Promise.race([isUnderWay.promise, ending.catch(() => undefined)]).then(async () => honestVerdict(lab, honest));
  const [hostileEnding, verdict] = await Promise.allSettled([ending, beside]);
  if (hostileEnding.status === 'rejected') throw hostileEnding.reason;
  if (verdict.status === 'rejected') throw verdict.reason;
  return { events, ending: hostileEnding.value, honest: verdict.value };
}

async function runHostile(lab: Lab, hostile: Case, options: RunOptions): Promise<Told['ending']> {
  if (hostile.kind === 'run') return lab.run(hostile.files, options);
  return lab.grade(hostile.files, hiddenPart(hostile.hidden, hostile.tests), options);
}

function sealedOf(hostile: Case): NonNullable<RunOptions['sealed']> {
  const imports = hostile.imports ?? (hostile.exercise === 'process' ? ['*'] : undefined);
  return { kind: hostile.exercise, limits: LimitsSchema.parse({ ...DEFAULTS, ...hostile.limits }), ...(imports && { imports }) };
}
