import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** To a file of the attempt that is shown, on its page. */
export function CodeLink({ path, children }: { path: string; children: ReactNode }) {
  return (
    <Link
      from="/attempts/$attempt"
      search={(before) => ({ ...before, tab: 'code' as const, view: 'file' as const, file: path })}
      className="figures text-code text-accent hover:underline"
    >
      {children}
    </Link>
  );
}
