import type { ExerciseSummary } from '@twohours/wire/staff';
import { MINUTE_MS } from '@twohours/wire/time';
import { TextField } from '../../ui/Field.tsx';
import { lengthText } from '../../ui/format.ts';
import { totalMs, type Complaints, type Draft } from './draft.ts';

interface Props {
  exercise: ExerciseSummary | undefined;
  draft: Draft;
  complaints: Complaints;
  onChange: (some: Partial<Draft>) => void;
}

export function TimeFields({ exercise, draft, complaints, onChange }: Props) {
  const total = exercise && totalMs(exercise, draft.accommodationPercent);
  return (
    <>
      <TextField
        label="Extra time in percent"
        inputMode="numeric"
        autoComplete="off"
        hint="An accommodation. Admins alone see it: the candidate sees their total, reviewers see neither."
        value={draft.accommodationPercent}
        onChange={(event) => onChange({ accommodationPercent: event.target.value })}
        className="figures !w-24"
        error={complaints.accommodationPercent}
      />
      <p>
        {exercise === undefined && <span className="text-ink-muted">The total shows here once an exercise is chosen.</span>}
        {exercise !== undefined && total !== undefined && (
          <>
            The candidate has <strong className="font-semibold">{lengthText(total)}</strong> from Start
            {total > exercise.minutes * MINUTE_MS && (
              <span className="text-ink-muted">
                , {lengthText(exercise.minutes * MINUTE_MS)} of the exercise and {lengthText(total - exercise.minutes * MINUTE_MS)} more
              </span>
            )}
            .
          </>
        )}
      </p>
    </>
  );
}
