import type { Outcome } from '@twohours/wire/job';
import type { ReferenceTrial } from '@twohours/wire/job-ending';
import type { TrialView } from '@twohours/wire/trial';
import { bytesText, countText, lengthText } from '../../../../ui/format.ts';
import type { MarkKind } from '../../../../ui/Mark.tsx';
import { weightText } from '../tally.ts';

/** How a trial of the candidate's own tests stands, and what that means. */
export interface OwnTestsSentence {
  readonly mark: MarkKind;
  readonly what: string;
  readonly means: string;
}

type Done = Extract<TrialView['state'], { phase: 'done' }>;

const ELSEWHERE = 'They were tried on nothing else: tests say something about a mistake only if they pass on what is right.';

export function ownTestsSentence({ state, faults }: TrialView): OwnTestsSentence {
  switch (state.phase) {
    case 'queued':
      return {
        mark: 'not-reached',
        what: 'Waiting for a sandbox',
        means: `They are tried on the reference and on known mistakes while nobody else waits.${again(faults)}`,
      };
    case 'running':
      return {
        mark: 'running',
        what: `${state.tried} of ${countText(state.of, 'known mistake')} tried`,
        means: `They pass on the reference. This goes on while nobody else waits, and the page shows the result as soon as there is one.${again(faults)}`,
      };
    case 'abandoned':
      return {
        mark: 'fault',
        what: 'We could not try them',
        means:
          'Three tries in a row failed on our side. It says nothing about the candidate’s tests, and the verdict on the hidden tests stands. Running the hidden tests again tries these once more, too.',
      };
    case 'done':
      return doneSentence(state);
  }
}

function doneSentence({ reference, caught, mistakes, score }: Done): OwnTestsSentence {
  const counts = score ? ` They count ${weightText(score.earned)} of ${weightText(score.weight)}, beside the hidden tests.` : '';
  switch (reference.kind) {
    case 'passes':
      return {
        mark: 'passed',
        what: `Pass on the reference, catch ${caught} of ${countText(mistakes.length, 'known mistake')}`,
        means: `${countText(reference.passed, 'test')} of theirs ran; what is left of the starter’s is among them. A mistake is caught if they fail on it three times out of three.${counts}`,
      };
    case 'no-tests':
      return {
        mark: 'not-reached',
        what: 'There are none that can be tried',
        means: `Only tests outside the package can run on other people’s code.${counts}`,
      };
    case 'refused':
      return { mark: 'failed', what: 'Are against the source policy', means: `The policy is a clause of the statement. ${ELSEWHERE}${counts}` };
    case 'not-compiled':
      return {
        mark: 'failed',
        what: 'Do not compile elsewhere',
        means: `They need something that the statement does not ask for and the reference does not have.${counts}`,
      };
    case 'fails':
      return { mark: 'failed', what: 'Fail on the reference', means: `${howItFailed(reference)} ${ELSEWHERE}${counts}` };
    case 'nothing-ran':
      return {
        mark: 'not-reached',
        what: 'None of them ran on the reference',
        means: `The program ended well without one test that passed: all were skipped, or it ended before them.${counts}`,
      };
  }
}

function howItFailed({ outcome, tests }: Extract<ReferenceTrial, { kind: 'fails' }>): string {
  const which = tests.filter(({ name }) => !name.includes('/')).length;
  const failed = which > 0 ? `${countText(which, 'test')} did not pass.` : 'The program failed outside its tests.';
  return outcome.kind === 'exited' ? failed : `${OUTCOMES[outcome.kind](outcome as never)} ${failed}`;
}

const OUTCOMES: { readonly [K in Exclude<Outcome['kind'], 'exited'>]: (outcome: Extract<Outcome, { kind: K }>) => string } = {
  'timed-out': ({ wallMs }) => `They took more than ${lengthText(wallMs)}.`,
  'out-of-memory': ({ memoryBytes }) => `They needed more than ${bytesText(memoryBytes)} of memory.`,
  'too-much-output': ({ outputBytes }) => `They printed more than ${bytesText(outputBytes)}.`,
  'too-many-processes': ({ processes }) => `They started more than ${processes} processes or threads.`,
  cancelled: () => 'They were stopped.',
  faulted: () => 'We could not run them.',
};

function again(faults: number): string {
  return faults > 0 ? ` It failed ${faults} of 3 times through no fault of the candidate, and is tried again.` : '';
}
