import type { Solution } from '@twohours/exercises/solutions';
import { spinning } from './contention.ts';
import { passOnce, type Passing } from './pass-once.ts';
import type { Finding } from './proof.ts';
import { repeat } from './repeat.ts';
import { failuresIn } from './told.ts';
import { sampleOf, type Sample } from './times.ts';
import type { Workbench } from './workbench.ts';

/** Every test that takes less than SHORT_MS, whole gradings included. */
const REPEATS = 100;
const SHORT_MS = 2_000;

/** Whole gradings, the first besides: under these GOMAXPROCS, left alone and with every core contended for. */
const QUIET_PROCS = [2, 1, 2, 8, 1, 2, 8, 1, 2, 8, 1, 8];
const CONTENDED_PROCS = [1, 2, 8, 1, 2, 8, 1, 2];
const WHOLE = QUIET_PROCS.length + CONTENDED_PROCS.length;

/** What a solution that is right must never fail: twenty whole gradings, and each short test a hundred times, those among them. */
export async function passOften(bench: Workbench, solutions: readonly Solution[]): Promise<Passing[]> {
  const quiet = await Promise.all(solutions.map(async (solution) => passQuietly(bench, solution)));
  const contended = await spinning(async () =>
    Promise.all(solutions.map(async (solution) => passWhole(bench, solution, CONTENDED_PROCS, ', contended'))),
  );
  return quiet.map((passing, index) => ({ ...passing, findings: [...passing.findings, ...(contended[index]?.findings ?? [])] }));
}

async function passQuietly(bench: Workbench, solution: Solution): Promise<Passing> {
  // Alone, so that it is compiled once; what fails now would fail a hundred times more.
  const once = await passOnce(bench, solution);
  if (once.findings.length > 0) return once;
  const [whole, repeated] = await Promise.all([passWhole(bench, solution, QUIET_PROCS.slice(1), ''), passRepeated(bench, once)]);
  return { ...once, findings: [...whole.findings, ...repeated], samples: [...once.samples, ...whole.samples] };
}

async function passWhole(
  bench: Workbench,
  solution: Solution,
  procs: readonly number[],
  how: string,
): Promise<{ findings: Finding[]; samples: Sample[] }> {
  const all = await Promise.all(
    procs.map(async (maxProcs) => {
      const graded = await bench.grade(solution, { maxProcs });
      return { findings: failuresIn(solution, graded, ` with GOMAXPROCS ${maxProcs}${how}`), samples: sampleOf(solution.name, graded) };
    }),
  );
  return { findings: all.flatMap(({ findings }) => findings), samples: all.flatMap(({ samples }) => samples) };
}

async function passRepeated(bench: Workbench, { solution, verdicts }: Passing): Promise<Finding[]> {
  const short = verdicts.filter(({ elapsedMs }) => elapsedMs < SHORT_MS);
  // Those that were given count as one, and as the first of the whole gradings.
  const turns = await repeat(bench, solution, short, REPEATS - WHOLE + 1);
  if ('none' in turns) return [{ where: solution.name, what: turns.none }];
  return turns.flatMap(({ id, passed, of, odd }) =>
    odd ? [{ where: `${solution.name}, ${id}`, what: `${odd.status}; it passed ${passed} of ${of} times`, output: odd.output }] : [],
  );
}
