import type { ExerciseSummary } from '@twohours/wire/staff';
import { MINUTE_MS } from '@twohours/wire/time';
import { Badge } from '../../ui/Badge.tsx';
import { Field } from '../../ui/Field.tsx';
import { lengthText } from '../../ui/format.ts';
import { Select } from '../../ui/Select.tsx';

interface Props {
  exercises: readonly ExerciseSummary[];
  value: string;
  onChange: (exercise: string) => void;
  hasRole: boolean;
  error: string | undefined;
}

export function ExerciseField({ exercises, value, onChange, hasRole, error }: Props) {
  const chosen = exercises.find(({ id }) => id === value);
  return (
    <div className="flex flex-col gap-2">
      <Field label="Exercise" hint="Its newest version is fixed at Start." error={error}>
        {(control) => (
          <Select
            control={control}
            value={value === '' ? undefined : value}
            onChange={onChange}
            placeholder={hasRole ? 'Choose an exercise' : 'Choose a role first'}
            choices={exercises.map((exercise) => ({
              value: exercise.id,
              label: exercise.title,
              note: [`${lengthText(exercise.minutes * MINUTE_MS)}, version ${exercise.version}`, exercise.isPublic && 'public']
                .filter(Boolean)
                .join(', '),
            }))}
          />
        )}
      </Field>
      {chosen?.isPublic && (
        <p className="flex items-baseline gap-2 text-ink-muted">
          <Badge>public</Badge>
          <span>
            This exercise ships with Twohours, solutions and hidden tests included: anyone may have read it. For a decision that matters, copy it and
            vary it.
          </span>
        </p>
      )}
    </div>
  );
}
