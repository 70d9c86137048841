import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { IconButton } from './IconButton.tsx';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One or two sentences below the title. */
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the one that goes on last. */
  actions?: ReactNode;
  /** Not to be closed by a stray click or Escape. */
  modalOnly?: boolean;
  wide?: boolean;
}

/** The first thing to fill in has the focus, or else the dialog as a whole: never the button that closes it. */
function focusFirst(event: Event): void {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  event.preventDefault();
  (event.currentTarget.querySelector<HTMLElement>('input:not([readonly],:disabled),textarea,select') ?? event.currentTarget).focus();
}

export function Dialog({ open, onOpenChange, title, description, children, actions, modalOnly = false, wide = false }: Props) {
  const keepOpen = (event: Event) => {
    if (modalOnly) event.preventDefault();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fade-in fixed inset-0 z-40 bg-[oklch(0.15_0.01_230/0.45)]" />
        <Radix.Content
          onOpenAutoFocus={focusFirst}
          onEscapeKeyDown={keepOpen}
          onInteractOutside={keepOpen}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={classes(
            'rise-in fixed top-[max(24px,12dvh)] left-1/2 z-40 flex max-h-[calc(100dvh-48px)] w-[calc(100vw-32px)] -translate-x-1/2 flex-col',
            'rounded-md border border-line bg-surface shadow-float outline-none',
            wide ? 'max-w-3xl' : 'max-w-md',
          )}
        >
          <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
            <div className="flex flex-col gap-1">
              <Radix.Title className="text-title">{title}</Radix.Title>
              {description !== undefined && <Radix.Description className="text-ink-muted">{description}</Radix.Description>}
            </div>
            {!modalOnly && (
              <Radix.Close asChild>
                <IconButton label="Close" size="small" className="-mr-2">
                  <X size={16} aria-hidden />
                </IconButton>
              </Radix.Close>
            )}
          </header>
          {children !== undefined && <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-5 pt-1 pb-4">{children}</div>}
          {actions !== undefined && <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{actions}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
