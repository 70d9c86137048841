import { FlaskConical } from 'lucide-react';
import { Button } from '../ui/Button.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import type { HiddenTest } from './beside.ts';

/** One of the hidden tests as the official verdict has them. */
export function TestPicker({ tests, onPick }: { tests: readonly HiddenTest[]; onPick: (test: HiddenTest) => void }) {
  return (
    <Menu
      align="start"
      trigger={
        <Button size="small" look="quiet" disabled={tests.length === 0} {...(tests.length === 0 ? { title: 'No hidden test has a verdict' } : {})}>
          <FlaskConical size={14} aria-hidden /> A test
        </Button>
      }
    >
      {tests.map((test) => (
        <MenuItem key={test.id} icon={<Mark bare kind={test.status} />} onSelect={() => onPick(test)}>
          {test.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
