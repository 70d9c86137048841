import { memo } from 'react';
import { Markdown } from '../ui/Markdown.tsx';

/** Beside the code: what is asked for. */
export const StatementPane = memo(function StatementPane({ statement }: { statement: string }) {
  return (
    <section aria-label="Statement" data-pane="statement" className="h-full overflow-y-auto bg-canvas outline-none" tabIndex={0}>
      <Markdown text={statement} className="px-6 pt-5 pb-16 [tab-size:4]" />
    </section>
  );
});
