import type { Problem } from '@twohours/wire/problem';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** What was refused or went wrong, in the server's own words; `children` says what can be done. */
export function ProblemMessage({ problem, children }: { problem: Problem; children?: ReactNode }) {
  return (
    <div role="alert" className="flex gap-3 rounded-md border border-line bg-surface p-4">
      <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-timed-out" />
      <div className="flex min-w-0 flex-col items-start gap-1">
        <p className="font-semibold">{problem.title}</p>
        <p className="text-ink-muted">{problem.detail}</p>
        {problem.errors?.map((error) => (
          <p key={error.path + error.message} className="text-ink-muted">
            {error.message}
          </p>
        ))}
        {problem.requestId !== undefined && problem.status >= 500 && <p className="figures text-small text-ink-muted">Request {problem.requestId}</p>}
        {children}
      </div>
    </div>
  );
}
