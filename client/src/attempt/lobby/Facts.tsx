import type { Lobby } from '@twohours/wire/attempt';
import type { ReactNode } from 'react';
import { classes } from '../../ui/classes.ts';
import { Instant } from '../../ui/Instant.tsx';
import { spokenText } from '../countdown.ts';
import type { WindowState } from './window-state.ts';

/** When, how long, what with: in one glance. */
export function Facts({ lobby, window }: { lobby: Lobby; window: WindowState }) {
  return (
    <dl className="grid grid-cols-1 gap-x-8 gap-y-4 rounded-md border border-line bg-surface p-5 sm:grid-cols-3">
      <Fact name="Exercise">{lobby.exercise.title}</Fact>
      <Fact name="Language">Go {lobby.exercise.go}</Fact>
      <Fact name="Your time">{spokenText(lobby.allottedMs)}, in one sitting</Fact>
      <Fact name="Start" wide>
        between <Instant at={lobby.window.opensAt} zone /> and <Instant at={lobby.window.closesAt} />
        <span className="block text-ink-muted">
          {window.kind === 'over' ? 'This window is over.' : 'Whoever starts in between has the whole time, also beyond the end.'}
        </span>
      </Fact>
    </dl>
  );
}

function Fact({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={classes('flex flex-col gap-0.5', wide && 'sm:col-span-3')}>
      <dt className="text-small text-ink-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
