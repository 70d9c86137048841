import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { CONTROL, type ControlProps } from './Field.tsx';

export interface Choice<V extends string> {
  value: V;
  label: string;
  /** A second, quieter line. */
  note?: ReactNode;
}

interface Props<V extends string> {
  value: V | undefined;
  onChange: (value: V) => void;
  choices: readonly Choice<V>[];
  placeholder?: string;
  control?: ControlProps;
  className?: string;
}

export function Select<V extends string>({ value, onChange, choices, placeholder, control, className }: Props<V>) {
  return (
    <Radix.Root value={value ?? ''} onValueChange={(next) => onChange(next as V)}>
      <Radix.Trigger {...control} className={classes(CONTROL, 'flex h-8 w-full items-center justify-between gap-2 text-left', className)}>
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <ChevronDown size={16} aria-hidden className="shrink-0 text-ink-muted" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-80 min-w-(--radix-select-trigger-width) overflow-hidden rounded-md border border-line bg-surface shadow-float"
        >
          <Radix.Viewport className="p-1">
            {choices.map((choice) => (
              <Radix.Item
                key={choice.value}
                value={choice.value}
                className="grid grid-cols-[16px_1fr] items-baseline gap-x-2 rounded-sm px-2 py-1.5 outline-none data-[highlighted]:bg-hover"
              >
                <Radix.ItemIndicator className="col-start-1 self-center">
                  <Check size={16} aria-hidden className="text-accent" />
                </Radix.ItemIndicator>
                <span className="col-start-2 flex flex-col">
                  <Radix.ItemText>{choice.label}</Radix.ItemText>
                  {choice.note !== undefined && <span className="text-small text-ink-muted">{choice.note}</span>}
                </span>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
