import type { Diagnostic } from '@twohours/wire/job';
import { CircleAlert, TriangleAlert, Zap } from 'lucide-react';
import type { ReactNode } from 'react';
import type { OpenPlace } from './OutputText.tsx';

const TOOLS: Record<Diagnostic['tool'], { word: string; icon: ReactNode }> = {
  policy: { word: 'rule', icon: <CircleAlert size={16} aria-hidden className="text-failed" /> },
  compile: { word: 'compiler', icon: <CircleAlert size={16} aria-hidden className="text-failed" /> },
  vet: { word: 'go vet', icon: <TriangleAlert size={16} aria-hidden className="text-timed-out" /> },
  race: { word: 'data race', icon: <Zap size={16} aria-hidden className="text-raced" /> },
  panic: { word: 'panic', icon: <CircleAlert size={16} aria-hidden className="text-crashed" /> },
  test: { word: 'test', icon: <CircleAlert size={16} aria-hidden className="text-failed" /> },
};

/** Everything that points to a place: each line leads there. */
export function ProblemList({ diagnostics, onOpen }: { diagnostics: readonly Diagnostic[]; onOpen: OpenPlace }) {
  if (diagnostics.length === 0) return <p className="p-4 text-ink-muted">No problems.</p>;
  return (
    <ul aria-label="Problems" className="h-full overflow-y-auto py-1">
      {diagnostics.map((diagnostic, index) => (
        <li key={index}>
          <Problem diagnostic={diagnostic} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  );
}

function Problem({ diagnostic, onOpen }: { diagnostic: Diagnostic; onOpen: OpenPlace }) {
  const { path, line, column, message, tool } = diagnostic;
  const content = (
    <>
      <span className="mt-0.5">{TOOLS[tool].icon}</span>
      <span className="min-w-0 grow break-words whitespace-pre-wrap">{message}</span>
      <span className="shrink-0 text-small text-ink-muted">{TOOLS[tool].word}</span>
      {path !== undefined && (
        <span className="figures shrink-0 text-code text-accent group-hover:underline">
          {path}
          {line !== undefined && `:${line}`}
        </span>
      )}
    </>
  );
  const look = 'group flex w-full items-start gap-2.5 px-3 py-1.5 text-left';
  if (path === undefined) return <div className={look}>{content}</div>;
  return (
    <button type="button" className={`${look} hover:bg-hover`} onClick={() => onOpen(path, line, column)}>
      {content}
    </button>
  );
}
