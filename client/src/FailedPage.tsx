import type { ErrorComponentProps } from '@tanstack/react-router';
import { problemOf } from './api/problem-error.ts';
import { Button } from './ui/Button.tsx';
import { ProblemMessage } from './ui/ProblemMessage.tsx';

/** When a page could not be shown at all. */
export function FailedPage({ error }: ErrorComponentProps) {
  return (
    <main className="m-auto flex max-w-lg flex-col items-start gap-4 p-6">
      <ProblemMessage problem={problemOf(error)} />
      <Button onClick={() => location.reload()}>Reload the page</Button>
    </main>
  );
}
