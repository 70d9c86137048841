import type { GradingView } from '@twohours/wire/grading';
import { Disclosure } from '../../../ui/Disclosure.tsx';
import { countText, elapsedText, lengthText } from '../../../ui/format.ts';
import { Instant } from '../../../ui/Instant.tsx';
import { Facts } from '../../Facts.tsx';
import { causeText } from './verdict-words.ts';

/** Everything that says under which conditions a verdict came about. */
export function GradingFacts({ grading }: { grading: GradingView }) {
  const { state, exercise } = grading;
  const graded = state.phase === 'graded' ? state : undefined;
  return (
    <Disclosure className="border-t border-line pt-3" summary={<span className="text-ink-muted hover:text-ink">How this grading was made</span>}>
      <div className="pt-3 pl-[22px]">
        <Facts
          facts={[
            ['Why', causeText(grading)],
            ['What was graded', `Submission ${grading.submissionNumber}, as it stood at ${elapsedText(grading.atMs)}`],
            [
              'Exercise',
              <span key="exercise">
                {exercise.id}, version {exercise.version}
                <Hash value={exercise.hashes.exercise} />
              </span>,
            ],
            graded && [
              'Image',
              <code key="image" className="figures text-code break-all">
                {graded.image}
              </code>,
            ],
            ['Asked for', <Instant key="asked" at={grading.requestedAt} precise zone />],
            state.phase === 'running' ? ['Started', <Instant key="started" at={state.startedAt} precise />] : undefined,
            'endedAt' in state ? ['Ended', <Instant key="ended" at={state.endedAt} precise />] : undefined,
            graded && [
              'Took',
              `${lengthText(graded.phases.totalMs)}: ${lengthText(graded.phases.waitMs)} waiting, ${lengthText(graded.phases.compileMs)} compiling, ${lengthText(graded.phases.runMs)} running`,
            ],
            graded?.verdict.kind === 'tests' ? ['Containers', String(graded.verdict.containers)] : undefined,
            grading.faults > 0
              ? [
                  'Our faults',
                  `${countText(grading.faults, 'try', 'tries')} failed through no fault of the candidate and ${grading.faults === 1 ? 'was' : 'were'} repeated.`,
                ]
              : undefined,
            [
              'Number',
              <code key="id" className="figures text-code break-all">
                {grading.id}
              </code>,
            ],
          ]}
        />
      </div>
    </Disclosure>
  );
}

export function Hash({ value }: { value: string }) {
  return <code className="figures block text-code break-all text-ink-muted">{value}</code>;
}
