import { useDelay } from '../ui/use-delay.ts';

/** Nothing for 300 ms, then a sentence about what is going on. */
export function Waiting({ what }: { what: string }) {
  const isLate = useDelay(300);
  return (
    <p role="status" className="flex items-center justify-center gap-2 px-6 py-16 text-ink-muted">
      {isLate && (
        <>
          <span aria-hidden className="size-3 animate-spin rounded-full border-2 border-line-strong border-t-transparent" />
          {what} …
        </>
      )}
    </p>
  );
}
