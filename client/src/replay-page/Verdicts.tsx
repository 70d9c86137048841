import type { BundleVerdicts } from '@twohours/wire/bundle';
import type { GradingView } from '@twohours/wire/grading';
import { useState } from 'react';
import { GradingFacts } from '../staff/result/grading/GradingFacts.tsx';
import { OwnTests } from '../staff/result/grading/own-tests/OwnTests.tsx';
import { causeText } from '../staff/result/grading/verdict-words.ts';
import { VerdictPanel } from '../staff/result/grading/VerdictPanel.tsx';
import { instantText } from '../ui/format.ts';
import { Select } from '../ui/Select.tsx';
import { NotGraded } from './NotGraded.tsx';

/** What the hidden tests found: the verdict that counts, or another that was made. */
export function Verdicts({ verdicts: { official, groups, gradings } }: { verdicts: BundleVerdicts }) {
  const newestFirst = gradings.toSorted((a, b) => b.requestedAt - a.requestedAt);
  const [chosen, setChosen] = useState(official ?? newestFirst[0]?.id);
  const shown = gradings.find(({ id }) => id === chosen);
  return (
    <section id="verdict" aria-labelledby="verdict-heading" className="flex scroll-mt-4 flex-col gap-5 py-8">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="verdict-heading" className="text-page">
          Hidden tests
        </h2>
        {gradings.length > 1 && (
          <Select
            label="Grading"
            className="!w-auto"
            value={chosen}
            onChange={setChosen}
            choices={newestFirst.map((each) => ({ value: each.id, label: nameOf(each), ...(each.id === official && { note: 'official' }) }))}
          />
        )}
      </div>
      {shown ? (
        <Shown key={shown.id} grading={shown} groups={groups} />
      ) : (
        <p className="text-ink-muted">Nothing was graded when this file was made.</p>
      )}
    </section>
  );
}

const nameOf = (grading: GradingView) => `${causeText(grading)}, ${instantText(grading.requestedAt)}`;

function Shown({ grading, groups }: { grading: GradingView; groups: BundleVerdicts['groups'] }) {
  const { state, ownTests } = grading;
  return (
    <>
      {state.phase === 'graded' ? (
        <VerdictPanel verdict={state.verdict} groups={groups} />
      ) : (
        <div className="flex flex-col gap-1">
          <NotGraded state={state} className="text-title font-semibold" />
          <p className="text-ink-muted">There was no verdict when this file was made.</p>
        </div>
      )}
      {ownTests && <OwnTests trial={ownTests} />}
      <GradingFacts grading={grading} />
    </>
  );
}
