import { randomBytes, randomInt } from 'node:crypto';
import type { Limits, SealedPart } from '@twohours/wire/exercise';
import type { Files } from '@twohours/wire/workspace';
import { Fault } from './fault.ts';
import { perTestMs } from './limits.ts';
import { markOf, Records } from './records.ts';
import type { Stage, StageEnd } from './run-stage.ts';
import { outputsByTest, shownOutput, withRaceReport } from './test-outputs.ts';
import type { Story } from './verdicts.ts';
import { PROCESS_ENV } from './visible-tests.ts';

export interface HiddenTests {
  readonly kind: SealedPart['kind'];
  readonly program: Buffer;
  /** The candidate's programs of a process exercise, by name. */
  readonly commands: Readonly<Record<string, Buffer>>;
  /** What tests of a process exercise may read of the workspace: no Go. */
  readonly files: Files;
  readonly limits: Limits;
  /** GOMAXPROCS; that of every grading where undefined. */
  readonly maxProcs?: number | undefined;
}

/** What one container had to tell. */
export interface Told {
  readonly story: Story;
  readonly end: StageEnd;
  readonly printed: string;
  /** As staff read it; `notes` are ours. */
  outputOf(test: string, notes: readonly string[]): string;
}

const MOST_PIECES = 1_000;

/** What programs print, in the order in which it came. */
class Printed {
  #pieces: Buffer[] = [];

  add(chunk: Buffer): void {
    this.#pieces.push(Buffer.from(chunk));
    // A byte at a time would cost a hundred each.
    if (this.#pieces.length > MOST_PIECES) this.bytes();
  }

  bytes(): Buffer {
    const all = Buffer.concat(this.#pieces);
    this.#pieces = [all];
    return all;
  }
}

/** As the engine says it: 128 and SIGKILL. */
const KILLED = 137;

const MAX_PROCS = 2;
const ENV = ['GOTRACEBACK=all', 'HOME=/tmp', 'TMPDIR=/tmp', 'LANG=C.UTF-8'];

/** Runs hidden tests in a container, until they have ended. */
export async function runHidden(stage: Stage, given: HiddenTests, tests: readonly string[]): Promise<Told> {
  const key = randomBytes(32);
  const printed = new Printed();
  const takesOver = given.kind === 'process';
  const lastWord = Promise.withResolvers<void>();
  let last: Buffer | undefined;
  // In process 1 nobody but the guard can say so. Its mark comes last of what is printed, on a stream of its own.
  const lookForLast = () => last && printed.bytes().includes(last) && lastWord.resolve();
  const records = new Records(key, ({ kind, seq }) => {
    if (kind === 'exit' || kind === 'fresh') last = Buffer.from(markOf(key, seq));
  });
  const input = `${[key.toString('hex'), randomInt(64, 192), perTestMs(given.limits), ...tests].join(' ')}\n`;
  const env = [`GOMAXPROCS=${given.maxProcs ?? MAX_PROCS}`, ...ENV, ...(takesOver ? PROCESS_ENV : [])];
  const end = await stage.run({
    content: { programs: { t: given.program }, commands: given.commands, files: given.files, areSecret: true },
    programs: [{ path: '/job/t', args: [], env, dir: '/tmp', input: takesOver ? '' : input, merge: false }],
    ...(takesOver && { takesOver: { input, lastWord: lastWord.promise } }),
    onStdout: (chunk) => {
      records.feed(chunk);
      lookForLast();
    },
    onStderr: (chunk) => {
      printed.add(chunk);
      lookForLast();
    },
  });
  const text = printed.bytes().toString('utf8');
  const outputs = outputsByTest(text, records.all, key);
  const story = { ...storyOf(end, records, takesOver), raceReports: takesOver ? new Set<string>() : withRaceReport(outputs) };
  return {
    story,
    end,
    printed: text,
    outputOf: (test, notes) => {
      const own = outputs.get(test) ?? '';
      if (notes.length === 0) return shownOutput(own);
      return shownOutput([own === '' ? (outputs.get('') ?? '') : own, ...notes].join('\n'));
    },
  };
}

function storyOf({ how, reports, ...end }: StageEnd, records: Records, takesOver: boolean): Omit<Story, 'raceReports'> {
  if (how === 'cancelled') throw new Fault('the grading was stopped');
  const report = reports[0];
  if (report?.error !== undefined) throw new Fault(`process 1 could not start the hidden tests: ${report.error}`);
  // The engine has an answer for a container that still runs, too.
  const ownExit = how === 'exited' ? end.exitCode : undefined;
  const exitCode = takesOver ? ownExit : report?.code;
  if (exitCode !== undefined) records.finish();
  return {
    records: records.all,
    bad: records.bad,
    how,
    exitCode,
    isAlone: takesOver,
    // Of the programs that process 1 started the engine says the same, and they are process 1's to count.
    isOutOfMemory: takesOver ? exitCode === KILLED && end.isOutOfMemory : end.isOutOfMemory || (report?.outOfMemory ?? 0) > 0,
    isOutOfProcesses: (report?.outOfProcesses ?? 0) > 0,
  };
}
