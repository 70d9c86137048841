import type { ReviewsView } from '@twohours/wire/review';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { may } from '../staff/may.ts';
import { ReasonDialog } from '../staff/ReasonDialog.tsx';
import { useMe } from '../staff/use-me.ts';
import { Button } from '../ui/Button.tsx';
import { CONTROL } from '../ui/Field.tsx';
import { Instant } from '../ui/Instant.tsx';
import { ChangedMeanwhile } from './ChangedMeanwhile.tsx';
import { pointsOf, typedPoints, type TypedPoints } from './points.ts';

/** That points are not the exercise's own, and, for admins, how they are changed. */
export function Points({ exercise, title, view }: { exercise: string; title: string; view: Pick<ReviewsView, 'rubric' | 'pointsChanged'> }) {
  const me = useMe();
  const [isChanging, setChanging] = useState(false);
  const { rubric, pointsChanged } = view;
  const mayChange = may(me, 'changePoints') && rubric.length > 0;
  if (!pointsChanged && !mayChange) return null;
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-ink-muted">
      {pointsChanged && (
        <p>
          Points were changed on <Instant at={pointsChanged.at} /> by {pointsChanged.by}: {pointsChanged.reason}
        </p>
      )}
      {mayChange && (
        <Button size="small" look="quiet" className="-ml-2" onClick={() => setChanging(true)}>
          Change points …
        </Button>
      )}
      {isChanging && <PointsDialog exercise={exercise} title={title} view={view} onClose={() => setChanging(false)} />}
    </div>
  );
}

interface DialogProps {
  exercise: string;
  title: string;
  view: Pick<ReviewsView, 'rubric' | 'pointsChanged'>;
  onClose: () => void;
}

function PointsDialog({ exercise, title, view: { rubric, pointsChanged }, onClose }: DialogProps) {
  const [typed, setTyped] = useState<TypedPoints>(() => typedPoints(rubric));
  const times = pointsChanged?.times ?? 0;
  /** How often they had been changed when one began. */
  const [after, setAfter] = useState(times);
  const beginAnew = () => {
    setAfter(times);
    setTyped(typedPoints(rubric));
  };
  const points = pointsOf(typed);
  return (
    <ReasonDialog
      wide
      title={`Points of ${title}`}
      description="What each level is worth. All reviews of this exercise are counted anew with them, those given included; the levels that reviewers gave stay as they are."
      verb="Change the points"
      done="Points changed"
      cannot={points === undefined ? 'Points are numbers from 0 to 100.' : undefined}
      onClose={onClose}
      act={({ reason }) => call('changePoints', { params: { exercise }, body: { points: points ?? {}, reason, after } })}
    >
      {pointsChanged && times !== after && (
        <ChangedMeanwhile onTake={beginAnew}>
          {pointsChanged.by}: {pointsChanged.reason}
        </ChangedMeanwhile>
      )}
      <table className="w-full">
        <thead>
          <tr className="border-b border-line text-small text-ink-muted">
            <th scope="col" className="h-8 pr-4 text-left font-medium">
              Criterion
            </th>
            <th scope="col" className="text-left font-medium">
              Points, lowest level first
            </th>
          </tr>
        </thead>
        <tbody>
          {rubric.map((criterion) => (
            <tr key={criterion.id} className="border-b border-line last:border-b-0">
              <th scope="row" className="py-2 pr-4 text-left font-normal">
                {criterion.title}
              </th>
              <td className="py-2">
                <span className="flex flex-wrap gap-1.5">
                  {criterion.levels.map((level, index) => (
                    <input
                      key={level}
                      inputMode="decimal"
                      autoComplete="off"
                      aria-label={`${criterion.title}, level ${index + 1}`}
                      title={level}
                      value={typed[criterion.id]?.[index] ?? ''}
                      onChange={(event) => setTyped(changed(typed, criterion.id, index, event.target.value))}
                      className={`${CONTROL} figures h-8 w-14 text-right`}
                    />
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ReasonDialog>
  );
}

function changed(typed: TypedPoints, criterion: string, index: number, value: string): TypedPoints {
  return { ...typed, [criterion]: typed[criterion]?.with(index, value) ?? [] };
}
