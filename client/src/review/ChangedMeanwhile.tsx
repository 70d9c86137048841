import type { ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';

/** Somebody did the same while a dialog was open: it says what there is now, and offers to begin there. */
export function ChangedMeanwhile({ children, onTake }: { children: ReactNode; onTake: () => void }) {
  return (
    <div role="status" className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 rounded-md border border-line bg-sunken px-3 py-2">
      <p className="min-w-0">Changed meanwhile. {children}</p>
      <Button size="small" onClick={onTake}>
        Begin with what is there now
      </Button>
    </div>
  );
}
