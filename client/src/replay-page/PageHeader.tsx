import type { BundleAbout, BundleVerdicts } from '@twohours/wire/bundle';
import type { Replay } from '@twohours/wire/replay';
import { useMemo } from 'react';
import { activeMsOf } from '../replay/activity.ts';
import { Fact } from '../staff/result/Fact.tsx';
import { GradingStanding } from '../staff/result/grading/GradingStanding.tsx';
import { Instant } from '../ui/Instant.tsx';
import { lengthText } from '../ui/format.ts';
import { NotGraded } from './NotGraded.tsx';

const BY = { candidate: 'Submitted', deadline: 'Time was up', staff: 'Closed by staff' } as const;

export function PageHeader({ about, replay, verdicts }: { about: BundleAbout; replay: Replay; verdicts: BundleVerdicts }) {
  const activeMs = useMemo(() => activeMsOf(replay), [replay]);
  const { closing, exercise } = about;
  const official = verdicts.gradings.find(({ id }) => id === verdicts.official);
  return (
    <header className="flex flex-col gap-2 pt-4 pb-3">
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h1 className="text-page">{about.candidate}</h1>
        <p className="text-ink-muted">
          {about.role} · {about.company}
        </p>
      </div>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <Fact name="Exercise">
          {exercise.title}, version {exercise.version}
        </Fact>
        <Fact name="Started">
          <Instant at={about.startedAt} zone />
        </Fact>
        <Fact name={BY[closing.by]}>after {lengthText(closing.usedMs)}</Fact>
        <Fact name="Active">{lengthText(activeMs)}</Fact>
        {official && (
          <Fact name="Hidden tests">
            <a href="#verdict" className="hover:underline">
              {official.state.phase === 'graded' ? <GradingStanding state={official.state} /> : <NotGraded state={official.state} />}
            </a>
          </Fact>
        )}
      </dl>
    </header>
  );
}
