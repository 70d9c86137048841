import type { Verdict } from '@twohours/wire/grading';
import type { ReactNode } from 'react';
import { Mark, type MarkKind } from '../../../ui/Mark.tsx';
import { Diagnostics } from './Diagnostics.tsx';
import { TestsVerdict } from './TestsVerdict.tsx';

interface Props {
  verdict: Verdict;
  groups: readonly { id: string; title: string }[];
  /** A test that somebody pointed at. */
  pointed?: string | undefined;
}

/** What a grading found. */
export function VerdictPanel({ verdict, groups, pointed }: Props) {
  switch (verdict.kind) {
    case 'tests':
      return <TestsVerdict verdict={verdict} groups={groups} pointed={pointed} />;
    case 'not-compiled':
      return (
        <Whole kind="failed" word="The submission does not compile" says="No hidden test could be run on it.">
          <Diagnostics diagnostics={verdict.diagnostics} />
        </Whole>
      );
    case 'refused':
      return (
        <Whole
          kind="failed"
          word="The submission is against the source policy"
          says="The policy is a clause of the statement and was checked at every run of the candidate’s. No hidden test was run."
        >
          <Diagnostics diagnostics={verdict.diagnostics} />
        </Whole>
      );
    case 'tampered':
      return (
        <Whole
          kind="not-reached"
          word="The results of this grading cannot be relied on"
          says="What the tests reported and what was recorded beside them do not agree. That can have an innocent cause, such as code that closes files it did not open. Below is what was recorded; look at the code before you conclude anything."
        >
          <pre
            // A region that scrolls has to be reachable by keyboard.
            tabIndex={0}
            aria-label="What was recorded"
            className="max-h-96 overflow-auto rounded-md border border-line bg-surface p-3 font-mono text-code break-words whitespace-pre-wrap"
          >
            {verdict.evidence}
          </pre>
        </Whole>
      );
  }
}

function Whole({ kind, word, says, children }: { kind: MarkKind; word: string; says: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-3">
      <p>
        <Mark kind={kind} word={word} className="text-title font-semibold" />
      </p>
      <p className="max-w-prose text-ink-muted">{says}</p>
      {children}
    </div>
  );
}
