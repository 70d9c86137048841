import { CircleHelp, Play, Settings, Square } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import type { DeskPage } from '../attempt/live-state.ts';
import { isGoingOn } from '../runs/run-status.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx';
import { ThemeChoices } from '../ui/ThemeChoices.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { Countdown } from './Countdown.tsx';
import { KEYS } from './keys.ts';
import { SaveBadge } from './SaveBadge.tsx';

interface Props {
  page: DeskPage;
  onRun: () => void;
  onCancel: () => void;
  onSubmit: () => void;
  onHelp: () => void;
}

export function WorkspaceHeader({ page, onRun, onCancel, onSubmit, onHelp }: Props) {
  const snapshot = useSyncExternalStore(page.runs.subscribe, () => page.runs.snapshot);
  const isOpen = page.ending === 'no';
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-surface px-4">
      <img src="/icon.svg" alt="Twohours" width={20} height={20} />
      <p className="min-w-0 truncate font-semibold">
        {page.attempt.title}
        <span className="font-normal text-ink-muted max-[1199px]:hidden"> · {page.attempt.company}</span>
      </p>
      <div className="grow" />
      <SaveBadge save={page.save} writing={page.writing} />
      <Countdown time={page.time} attempt={page.attempt} />
      {isGoingOn(snapshot) ? (
        <Button onClick={onCancel} disabled={snapshot.isCancelling || snapshot.busy.kind !== 'idle'} className="w-24">
          <Square size={14} aria-hidden />
          Cancel
        </Button>
      ) : (
        <Tooltip text={`Run the tests (${KEYS.run})`}>
          <Button look="primary" onClick={onRun} disabled={!isOpen || page.attempt.runsUnavailable !== undefined} className="w-24">
            <Play size={14} aria-hidden />
            Run
          </Button>
        </Tooltip>
      )}
      <Button onClick={onSubmit} disabled={!isOpen}>
        Submit …
      </Button>
      <Menu
        trigger={
          <IconButton label="Theme and help">
            <Settings size={16} aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<CircleHelp size={16} aria-hidden />} onSelect={onHelp}>
          Help and keyboard shortcuts
        </MenuItem>
        <MenuLine />
        <ThemeChoices />
      </Menu>
    </header>
  );
}
