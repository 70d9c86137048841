import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import { useMemo } from 'react';
import { elapsedText, lengthText } from '../ui/format.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import { activeMsOf } from './activity.ts';
import { SPEEDS, type Player } from './player.ts';
import { Still } from './Still.tsx';
import { usePlaying } from './use-playing.ts';

/** Play and pause, event by event, how fast, and where one is. */
export function Transport({ player, follows, onFollow }: { player: Player; follows: boolean; onFollow: (follows: boolean) => void }) {
  const activeMs = useMemo(() => activeMsOf(player.replay), [player]);
  const isPlaying = usePlaying(player, (now) => now.isPlaying);
  const speed = usePlaying(player, (now) => now.speed);
  const skipsIdle = usePlaying(player, (now) => now.skipsIdle);
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-3">
      <div className="flex items-center">
        <IconButton label="To the beginning (Home)" onClick={() => player.toCount(0)}>
          <ChevronFirst size={16} aria-hidden />
        </IconButton>
        <IconButton label="One event back (←)" onClick={() => player.toCount(player.now().count - 1)}>
          <ChevronLeft size={16} aria-hidden />
        </IconButton>
        <Button look="primary" className="mx-1 w-24" onClick={() => (isPlaying ? player.pause() : player.play())}>
          {isPlaying ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
          {isPlaying ? 'Pause' : 'Play'}
        </Button>
        <IconButton label="One event on (→)" onClick={() => player.toCount(player.now().count + 1)}>
          <ChevronRight size={16} aria-hidden />
        </IconButton>
        <IconButton label="To the end (End)" onClick={() => player.toCount(player.replay.events.length)}>
          <ChevronLast size={16} aria-hidden />
        </IconButton>
      </div>
      <Clock player={player} />
      <span className="text-small text-ink-muted" title="Without pauses of more than a minute">
        active {lengthText(activeMs)}
      </span>
      <div className="grow" />
      <Select
        label="Speed"
        className="!w-24"
        value={String(speed)}
        onChange={(chosen) => player.setSpeed(SPEEDS.find((each) => String(each) === chosen) ?? 1)}
        choices={SPEEDS.map((each) => ({ value: String(each), label: `${each}×` }))}
      />
      <Check label="Skip pauses" isOn={skipsIdle} onChange={(on) => player.setSkipsIdle(on)} />
      <Check label="Follow the last edit" isOn={follows} onChange={onFollow} />
    </div>
  );
}

function Check({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <label className="flex items-center gap-1.5 text-ink-muted">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} className="accent-accent" />
      {label}
    </label>
  );
}

/** By whole seconds: that is as often as it has to be painted. */
function Clock({ player }: { player: Player }) {
  const seconds = usePlaying(player, ({ at }) => Math.floor(at / 1_000));
  return (
    <span className="figures text-code">
      <span className="sr-only">Shown is </span>
      <span className="relative inline-block">
        {/* Nothing that is shown is longer. */}
        <span aria-hidden className="invisible">
          {elapsedText(player.replay.lengthMs)}
        </span>
        <Still className="absolute inset-0">{elapsedText(seconds * 1_000)}</Still>
      </span>
      <span className="text-ink-muted">
        <span aria-hidden> / </span>
        <span className="sr-only"> of </span>
        {elapsedText(player.replay.lengthMs)}
      </span>
    </span>
  );
}
