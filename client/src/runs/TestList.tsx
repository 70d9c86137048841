import { useState } from 'react';
import type { TreeFile } from '../attempt/desk.ts';
import { classes } from '../ui/classes.ts';
import { lengthText } from '../ui/format.ts';
import { Mark } from '../ui/Mark.tsx';
import { OutputText, type OpenPlace } from './OutputText.tsx';
import type { RunPicture, ShownTest } from './run-picture.ts';

interface Props {
  run: RunPicture;
  files: readonly TreeFile[];
  onOpen: OpenPlace;
}

const keyOf = (test: ShownTest) => `${test.package}:${test.name}`;
const WANTING: readonly ShownTest['status'][] = ['failed', 'raced', 'unfinished'];

/** The tests of a run, subtests below theirs, and beside them what the chosen one printed. */
export function TestList({ run, files, onOpen }: Props) {
  const [chosen, setChosen] = useState<string>();
  const selected = run.tests.find((test) => keyOf(test) === chosen) ?? run.tests.find((test) => WANTING.includes(test.status)) ?? run.tests[0];
  if (!selected) return <p className="p-4 text-ink-muted">No test has begun in this run.</p>;
  const output = run.output.get(selected.name);
  return (
    <div className="grid h-full grid-cols-[minmax(12rem,2fr)_3fr]">
      <ul aria-label="Tests" className="min-h-0 overflow-y-auto border-r border-line py-1">
        {rowsOf(run.tests).map((row) =>
          row.kind === 'package' ? (
            <li key={row.name} className="px-3 pt-2 pb-1 text-small text-ink-muted">
              {row.name}
            </li>
          ) : (
            <li key={keyOf(row.test)}>
              <button
                type="button"
                aria-pressed={row.test === selected}
                onClick={() => setChosen(keyOf(row.test))}
                style={{ paddingLeft: `${12 + row.depth * 16}px` }}
                className={classes('flex h-7 w-full items-center gap-2 pr-3 text-left', row.test === selected ? 'bg-accent-soft' : 'hover:bg-hover')}
              >
                <Mark kind={row.test.status} bare />
                <span className="figures min-w-0 grow truncate text-code" title={row.test.name}>
                  {row.label}
                </span>
                {row.test.status !== 'running' && row.test.status !== 'unfinished' && (
                  <span className="figures shrink-0 text-small text-ink-muted">{lengthText(row.test.elapsedMs)}</span>
                )}
              </button>
            </li>
          ),
        )}
      </ul>
      {}
      <section aria-label={`Output of ${selected.name}`} tabIndex={0} className="flex min-h-0 flex-col gap-2 overflow-y-auto p-3">
        <p className="flex flex-wrap items-center gap-x-3">
          <span className="figures text-code font-semibold">{selected.name}</span>
          <Mark kind={selected.status} />
        </p>
        {output ? (
          <OutputText output={output} files={files} onOpen={onOpen} />
        ) : (
          <p className="text-ink-muted">{selected.status === 'running' ? 'It has printed nothing so far.' : 'It printed nothing.'}</p>
        )}
      </section>
    </div>
  );
}

type Row = { kind: 'package'; name: string } | { kind: 'test'; test: ShownTest; label: string; depth: number };

/** Packages are named where there are several; a subtest is named by its last part, below the test that it belongs to. */
function rowsOf(tests: readonly ShownTest[]): Row[] {
  const packages = [...new Set(tests.map((test) => test.package))];
  return packages.flatMap((name): Row[] => {
    const mine = tests.filter((test) => test.package === name).toSorted(byFamily(tests));
    const rows = mine.map((test): Row => {
      const parts = test.name.split('/');
      return { kind: 'test', test, label: parts.at(-1) ?? test.name, depth: parts.length - 1 };
    });
    return packages.length > 1 ? [{ kind: 'package', name: name === '' ? '(root)' : name }, ...rows] : rows;
  });
}

/** In the order in which they began, but each subtest right below its parent, however tests overlapped. */
function byFamily(tests: readonly ShownTest[]): (a: ShownTest, b: ShownTest) => number {
  const began = new Map(tests.map((test, index) => [keyOf(test), index]));
  const pathOf = (test: ShownTest) => {
    const parts = test.name.split('/');
    return parts.map((_, index) => began.get(`${test.package}:${parts.slice(0, index + 1).join('/')}`) ?? 0);
  };
  return (a, b) => {
    const [left, right] = [pathOf(a), pathOf(b)];
    for (let i = 0; i < Math.max(left.length, right.length); i++) {
      const difference = (left[i] ?? -1) - (right[i] ?? -1);
      if (difference !== 0) return difference;
    }
    return 0;
  };
}
