import type { Problem } from '@twohours/wire/problem';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/**
 * What was refused or went wrong, in the server's own words; `children` says what can be done. A refusal is one sentence
 * for whoever reads it; the name of its HTTP status would tell them nothing.
 */
export function ProblemMessage({ problem, children }: { problem: Problem; children?: ReactNode }) {
  const isRefusal = problem.status >= 400 && problem.status < 500;
  return (
    <div role="alert" className="flex gap-3 rounded-md border border-line bg-surface px-4 py-3">
      <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-timed-out" />
      <div className="flex min-w-0 flex-col items-start gap-1">
        {!isRefusal && <p className="font-semibold">{problem.title}</p>}
        <p className={isRefusal ? '' : 'text-ink-muted'}>{problem.detail}</p>
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
