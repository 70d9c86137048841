import type { GradedTest } from '@twohours/wire/grading';
import type { Group } from './tally.ts';
import { weightText } from './tally.ts';
import { TestRow } from './TestRow.tsx';

interface Props {
  groups: readonly Group[];
  open: ReadonlySet<string>;
  onToggle: (test: GradedTest) => void;
}

const HEAD = 'h-8 text-small font-medium text-ink-muted';

export function TestList({ groups, open, onToggle }: Props) {
  return (
    <table className="w-full">
      <thead>
        <tr className="border-b border-line">
          <th scope="col" className={`${HEAD} w-32 pr-4 text-left`}>
            Verdict
          </th>
          <th scope="col" className={`${HEAD} pr-4 text-left`}>
            Test
          </th>
          <th scope="col" className={`${HEAD} w-16 pr-4 text-left`}>
            Clause
          </th>
          <th scope="col" className={`${HEAD} w-16 pr-4 text-right`}>
            Weight
          </th>
          <th scope="col" className={`${HEAD} w-20 pr-1 text-right`}>
            Time
          </th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.id}>
          <tr className="border-b border-line">
            <th scope="rowgroup" colSpan={3} className="h-10 pt-2 text-left font-semibold">
              {group.title}
            </th>
            <td className="figures pt-2 pr-4 text-right text-code text-ink-muted">{weightText(group.totalWeight)}</td>
            <td />
          </tr>
          {group.tests.map((test) => (
            <TestRow key={test.id} test={test} isOpen={open.has(test.id)} onToggle={() => onToggle(test)} />
          ))}
        </tbody>
      ))}
    </table>
  );
}
