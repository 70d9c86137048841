import type { ReactNode } from 'react';
import { CopyField } from '../ui/CopyField.tsx';

/** A secret that is shown when it is made and never again. */
export function LinkOnce({ label, value, children }: { label: string; value: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-3">
      <CopyField label={label} value={value} primary />
      <p className="text-ink-muted">{children}</p>
    </div>
  );
}
