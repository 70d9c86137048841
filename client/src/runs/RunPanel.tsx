import { Tabs } from 'radix-ui';
import { useState, useSyncExternalStore, type ReactNode } from 'react';
import type { TreeFile } from '../attempt/desk.ts';
import { classes } from '../ui/classes.ts';
import { bytesText } from '../ui/format.ts';
import { Mark } from '../ui/Mark.tsx';
import { OutputText, type OpenPlace } from './OutputText.tsx';
import { ProblemList } from './ProblemList.tsx';
import type { RunBook } from './run-book.ts';
import type { RunPicture } from './run-picture.ts';
import { runStatus, testCount } from './run-status.ts';
import { TestList } from './TestList.tsx';

interface Props {
  runs: RunBook;
  files: readonly TreeFile[];
  onOpen: OpenPlace;
  runKeys: string;
}

type View = 'tests' | 'output' | 'problems';

/** Below the editor: what the last run did. */
export function RunPanel({ runs, files, onOpen, runKeys }: Props) {
  const snapshot = useSyncExternalStore(runs.subscribe, () => runs.snapshot);
  const { run } = snapshot;
  // What was chosen holds for the run it was chosen in; a new one shows what it has to say first.
  const [chosen, setChosen] = useState<{ run: string | undefined; view: View }>();
  const view = chosen && chosen.run === run?.id ? chosen.view : firstView(run);
  const status = runStatus(snapshot);
  const count = testCount(run);
  const problems = run?.diagnostics.length ?? 0;
  return (
    <Tabs.Root value={view} onValueChange={(next) => setChosen({ run: run?.id, view: next as View })} className="flex h-full flex-col">
      <div className="flex h-9 shrink-0 items-center justify-between border-b border-line px-3">
        <Tabs.List aria-label="The last run" className="flex h-9 gap-4">
          <RunTab value="tests">Tests{count && ` ${count.passed}/${count.total}`}</RunTab>
          <RunTab value="output">Output</RunTab>
          <RunTab value="problems">Problems{problems > 0 && ` ${problems}`}</RunTab>
        </Tabs.List>
        {run && <span className="figures text-small text-ink-muted">Run {run.number}</span>}
      </div>
      <p role="status" className={classes('flex shrink-0 items-start gap-2 px-3', status && 'border-b border-line py-2')}>
        {status && (
          <>
            <Mark kind={status.mark} bare className="mt-1" />
            <span>
              <span className="font-medium">{status.what}</span> <span className="text-ink-muted">{status.next}</span>
            </span>
          </>
        )}
      </p>
      <Tabs.Content value="tests" className="min-h-0 grow outline-none">
        {run ? (
          <TestList run={run} files={files} onOpen={onOpen} />
        ) : (
          <p className="p-4 text-ink-muted">
            Press Run ({runKeys}) to check the code with go vet and run the tests with the race detector. You may run as often as you like.
          </p>
        )}
      </Tabs.Content>
      <Tabs.Content value="output" className="min-h-0 grow outline-none">
        {run ? <AllOutput run={run} files={files} onOpen={onOpen} /> : <p className="p-4 text-ink-muted">What programs print will stand here.</p>}
      </Tabs.Content>
      <Tabs.Content value="problems" className="min-h-0 grow outline-none">
        <ProblemList diagnostics={run?.diagnostics ?? []} onOpen={onOpen} />
      </Tabs.Content>
    </Tabs.Root>
  );
}

function RunTab({ value, children }: { value: View; children: ReactNode }) {
  return (
    <Tabs.Trigger
      value={value}
      className="-mb-px border-b-2 border-transparent text-ink-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
    >
      {children}
    </Tabs.Trigger>
  );
}

function firstView(run: RunPicture | undefined): View {
  if (!run) return 'tests';
  return run.tests.length === 0 && run.diagnostics.length > 0 ? 'problems' : 'tests';
}

function AllOutput({ run, files, onOpen }: { run: RunPicture; files: readonly TreeFile[]; onOpen: OpenPlace }) {
  const printed = [...run.output].filter(([, output]) => output.text !== '');
  if (printed.length === 0) return <p className="p-4 text-ink-muted">Nothing was printed.</p>;
  return (
    <section aria-label="Output" tabIndex={0} className="flex h-full flex-col gap-4 overflow-y-auto p-3">
      {run.outputCut > 0 && <p className="text-ink-muted">{bytesText(run.outputCut)} in the middle were left out: the program printed too much.</p>}
      {printed.map(([test, output]) => (
        <div key={test} className="flex flex-col gap-1">
          <h3 className="figures text-small text-ink-muted">{test === '' ? 'The program' : test}</h3>
          <OutputText output={output} files={files} onOpen={onOpen} />
        </div>
      ))}
    </section>
  );
}
