import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { classes } from './classes.ts';

/** A list of actions below `trigger`, a button that says what they are about. */
export function Menu({ trigger, children, align = 'end' }: { trigger: ReactElement; children: ReactNode; align?: 'start' | 'end' }) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-40 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto rounded-md border border-line bg-surface p-1 shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const ITEM =
  'flex min-h-8 w-full items-center gap-2 rounded-sm px-2 py-1 text-left outline-none data-[highlighted]:bg-hover data-[disabled]:opacity-50 data-[disabled]:cursor-default';

interface ItemProps {
  icon?: ReactNode;
  onSelect?: () => void;
  disabled?: boolean;
  /** Cannot be undone. */
  grave?: boolean;
  children: ReactNode;
}

export function MenuItem({ icon, onSelect, disabled = false, grave = false, children }: ItemProps) {
  return (
    <Radix.Item disabled={disabled} {...(onSelect ? { onSelect } : {})} className={classes(ITEM, grave && 'text-failed')}>
      {icon}
      {children}
    </Radix.Item>
  );
}

/** To a file that the browser keeps; `about` says below it what is in that. */
export function MenuLink({ href, icon, about, children }: { href: string; icon: ReactNode; about: string; children: ReactNode }) {
  return (
    <Radix.Item asChild className={classes(ITEM, 'max-w-80 items-start')}>
      <a href={href} download>
        <span className="flex h-5 shrink-0 items-center">{icon}</span>
        <span className="flex flex-col">
          <span>{children}</span>
          <span className="text-small text-ink-muted">{about}</span>
        </span>
      </a>
    </Radix.Item>
  );
}

export interface MenuChoice<V extends string> {
  value: V;
  label: string;
  icon?: ReactNode;
}

/** One of several, the present one checked. */
export function MenuChoices<V extends string>(props: { title: string; value: V; onChange: (value: V) => void; choices: readonly MenuChoice<V>[] }) {
  return (
    <Radix.RadioGroup value={props.value} onValueChange={(next) => props.onChange(next as V)}>
      <Radix.Label className="px-2 pt-1.5 pb-1 text-small text-ink-muted">{props.title}</Radix.Label>
      {props.choices.map((choice) => (
        <Radix.RadioItem key={choice.value} value={choice.value} className={ITEM}>
          {choice.icon}
          <span className="grow">{choice.label}</span>
          <Radix.ItemIndicator aria-hidden className="text-accent">
            ✓
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuLine() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
