import type { AttemptResult } from '@twohours/wire/staff';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Markdown } from '../ui/Markdown.tsx';

const PATH = 'NOTES.md';

/** What the candidate wrote for whoever reads their work, as it was handed in. */
export function Notes({ result: { submissions, starter } }: { result: Pick<AttemptResult, 'submissions' | 'starter'> }) {
  const files = submissions.toSorted((a, b) => b.number - a.number)[0]?.files;
  const text = files?.[PATH];
  if (text === undefined && starter[PATH] === undefined) return null;
  return (
    <Disclosure
      isCostly
      className="border-b border-line px-3 py-2"
      summary={
        <span>
          The candidate’s notes <span className="figures text-small text-ink-muted">{PATH}</span>
        </span>
      }
    >
      {text === undefined || text.trim() === '' ? (
        <p className="pt-2 pl-5 text-ink-muted">There are none.</p>
      ) : (
        <Markdown text={text} className="max-h-80 overflow-y-auto pt-2 !text-body" />
      )}
    </Disclosure>
  );
}
