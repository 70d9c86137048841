import { Toaster as Sonner } from 'sonner';
import { useTheme } from './theme.ts';

/** Where short notices appear; say one with `toast` of sonner. Errors that need an answer belong on the page instead. */
export function Toaster() {
  return (
    <Sonner
      theme={useTheme()}
      position="bottom-right"
      toastOptions={{
        classNames: {
          toast: '!rounded-md !font-sans !text-body !border !border-line !bg-surface !text-ink !shadow-float',
          description: '!text-ink-muted',
        },
      }}
    />
  );
}
