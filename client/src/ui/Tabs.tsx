import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';

export interface Tab<V extends string> {
  value: V;
  label: string;
  /** How many there are in it. */
  count?: number | undefined;
  content: ReactNode;
}

interface Props<V extends string> {
  label: string;
  value: V;
  onChange: (value: V) => void;
  tabs: readonly Tab<V>[];
  className?: string;
}

export function Tabs<V extends string>({ label, value, onChange, tabs, className }: Props<V>) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as V)} className={classes('flex min-h-0 flex-col', className)}>
      <Radix.List aria-label={label} className="-mx-1 flex shrink-0 gap-3 border-b border-line">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px flex h-10 items-center px-1 focus-visible:-outline-offset-2 gap-1.5 border-b-2 border-transparent text-ink-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {tab.label}
            {tab.count !== undefined && <span className="figures text-small text-ink-muted">{tab.count}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="min-h-0 grow outline-none">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
