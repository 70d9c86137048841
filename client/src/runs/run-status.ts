import { countText } from '../ui/format.ts';
import { runSentence, type RunSentence } from './outcome-sentences.ts';
import type { RunBookSnapshot } from './run-book.ts';
import type { RunPicture } from './run-picture.ts';

const waiting = (what: string): RunSentence => ({ mark: 'running', what, next: '' });

const placeText = (ahead: number) => (ahead === 0 ? 'Next in line.' : `Waiting in line: ${countText(ahead, 'run')} before yours.`);

function tryingAgain(ahead: number | undefined): RunSentence {
  const when = ahead === undefined ? 'It is tried again in a moment.' : placeText(ahead);
  return { mark: 'fault', what: 'Trying again.', next: `Something failed on our side, not in your code. ${when}` };
}

/** One line about the last run, while it goes on and afterwards. */
export function runStatus({ busy, run, isCancelling }: RunBookSnapshot): RunSentence | undefined {
  if (busy.kind === 'saving') return waiting('Saving your latest edits first, so that the run sees them.');
  if (busy.kind === 'starting') return waiting('Starting.');
  if (!run) return undefined;
  if (run.stage.kind === 'ended') return runSentence(run.stage.state);
  if (isCancelling) return waiting('Cancelling.');
  switch (run.stage.kind) {
    case 'queued':
      return run.stage.isAgain ? tryingAgain(run.stage.ahead) : waiting(run.stage.ahead === undefined ? 'Starting.' : placeText(run.stage.ahead));
    case 'preparing':
      return waiting('Getting ready.');
    case 'compiling':
      return waiting('Compiling and checking.');
    case 'running':
      return waiting(`Running: ${countText(run.tests.filter((test) => test.status !== 'running').length, 'test')} done.`);
  }
}

/** As the tests' tab counts them: without subtests. */
export function testCount(run: RunPicture | undefined): { passed: number; total: number } | undefined {
  if (!run || run.tests.length === 0) return undefined;
  const tests = run.tests.filter((test) => !test.name.includes('/'));
  return { passed: tests.filter((test) => test.status === 'passed').length, total: tests.length };
}

export const isGoingOn = ({ busy, run }: RunBookSnapshot): boolean => busy.kind !== 'idle' || (run !== undefined && run.stage.kind !== 'ended');
