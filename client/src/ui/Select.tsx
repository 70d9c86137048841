import { ChevronDown } from 'lucide-react';
import { classes } from './classes.ts';
import { CONTROL, type ControlProps } from './Field.tsx';

export interface Choice<V extends string> {
  value: V;
  label: string;
  /** Said after the label, more quietly where the browser can. */
  note?: string;
}

interface Props<V extends string> {
  value: V | undefined;
  onChange: (value: V) => void;
  choices: readonly Choice<V>[];
  placeholder?: string;
  control?: ControlProps;
  /** Where no label stands beside it. */
  label?: string;
  className?: string;
}

/** The browser's own select: it knows every keyboard and every screen reader. base.css paints its list where that is possible. */
export function Select<V extends string>({ value, onChange, choices, placeholder, control, label, className }: Props<V>) {
  return (
    <div className="relative">
      <select
        {...control}
        aria-label={label}
        value={value ?? ''}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
        className={classes(CONTROL, 'select h-8 w-full pr-8', value === undefined && 'text-ink-muted', className)}
      >
        {placeholder !== undefined && (
          <option value="" hidden>
            {placeholder}
          </option>
        )}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
            {choice.note !== undefined && <small> · {choice.note}</small>}
          </option>
        ))}
      </select>
      <ChevronDown size={16} aria-hidden className="pointer-events-none absolute top-2 right-2.5 text-ink-muted" />
    </div>
  );
}
