import { ZoomIn, ZoomOut } from 'lucide-react';
import { memo, useCallback, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { classes } from '../ui/classes.ts';
import { elapsedText } from '../ui/format.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Mark, markTone } from '../ui/Mark.tsx';
import { densityOf, placeTold } from './activity.ts';
import { KIND_WORDS, kindsOf, type Moment, type MomentKind } from './moments.ts';
import type { Lane as TestLaneView } from '@twohours/wire/lanes';
import type { Player } from './player.ts';
import { TestLane } from './TestLane.tsx';
import { usePlaying } from './use-playing.ts';
import { goTo } from './use-replay-keys.ts';

/** Bars of the typing lane. */
const BARS = 240;
const ZOOM = 2;
const LEAST_SHOWN_MS = 10_000;
const ABOVE_TESTS: readonly MomentKind[] = ['typing', 'file', 'run'];

interface Shown {
  readonly from: number;
  readonly to: number;
}

interface Props {
  player: Player;
  moments: readonly Moment[];
  /** Hidden tests that were run along the replay: a lane for each, below the runs. */
  tests: readonly TestLaneView[];
}

/** A lane for each kind of thing that happened; a lane whose kind did not occur is not there. */
export const Timeline = memo(function Timeline({ player, moments, tests }: Props) {
  const whole = { from: 0, to: Math.max(1, player.replay.lengthMs) };
  const [wished, setShown] = useState<Shown>(whole);
  // By pages, so that lanes are drawn anew when the moment leaves them and not before.
  const page = usePlaying(player, ({ at }) => (at < wished.from || at > wished.to ? Math.floor((at - wished.from) / (wished.to - wished.from)) : 0));
  const shown = useMemo(() => movedBy(wished, page), [wished, page]);
  const kinds = useMemo(() => kindsOf(moments).filter((kind) => kind !== 'lane'), [moments]);
  const above = kinds.filter((kind) => ABOVE_TESTS.includes(kind));
  const below = kinds.filter((kind) => !ABOVE_TESTS.includes(kind));
  const density = useMemo(() => densityOf(player.replay, shown.from, shown.to, BARS), [player, shown]);
  const place = useCallback((at: number) => placeOf(at, shown), [shown]);
  const zoom = (by: number) => {
    const { at } = player.now();
    const length = Math.min(whole.to, Math.max(LEAST_SHOWN_MS, (shown.to - shown.from) / by));
    const from = Math.max(0, Math.min(whole.to - length, at - length / 2));
    setShown({ from, to: from + length });
  };
  return (
    <div className="flex items-stretch border-t border-line">
      <div className={classes('flex shrink-0 flex-col py-1 pl-3 text-small text-ink-muted', tests.length > 0 ? 'w-28 pr-3 sm:w-44 xl:w-64' : 'w-28')}>
        {above.map(nameOf)}
        {tests.map(({ id, name }) => (
          <span key={id} title={name} className="h-5 truncate leading-5 text-ink">
            {name}
          </span>
        ))}
        {below.map(nameOf)}
      </div>
      <div className="relative min-w-0 grow py-1">
        {above.map((kind) =>
          kind === 'typing' ? (
            <Typing key={kind} density={density} />
          ) : (
            <Lane key={kind} kind={kind} player={player} moments={moments} shown={shown} />
          ),
        )}
        {tests.map((lane) => (
          <TestLane key={lane.id} lane={lane} player={player} placeOf={place} />
        ))}
        {below.map((kind) => (
          <Lane key={kind} kind={kind} player={player} moments={moments} shown={shown} />
        ))}
        <Playhead player={player} shown={shown} density={density} />
      </div>
      <div className="flex shrink-0 flex-col px-1">
        <IconButton size="small" label="Show less of the time" onClick={() => zoom(ZOOM)}>
          <ZoomIn size={14} aria-hidden />
        </IconButton>
        <IconButton size="small" label="Show more of the time" disabled={shown.to - shown.from >= whole.to} onClick={() => zoom(1 / ZOOM)}>
          <ZoomOut size={14} aria-hidden />
        </IconButton>
      </div>
    </div>
  );
});

function nameOf(kind: MomentKind) {
  return (
    <span key={kind} className="flex h-5 items-center">
      {KIND_WORDS[kind]}
    </span>
  );
}

function movedBy({ from, to }: Shown, pages: number): Shown {
  const length = to - from;
  return { from: from + pages * length, to: to + pages * length };
}

const placeOf = (at: number, { from, to }: Shown): number => ((at - from) / (to - from)) * 100;

const Lane = memo(function Lane({ kind, player, moments, shown }: { kind: MomentKind; player: Player; moments: readonly Moment[]; shown: Shown }) {
  const own = useMemo(
    () => moments.filter((moment) => moment.kind === kind && moment.at <= shown.to && (moment.until ?? moment.at) >= shown.from),
    [kind, moments, shown],
  );
  return (
    <div className="relative h-5 border-b border-line/60 last:border-0">
      {own.map((moment) => (
        <button
          key={`${moment.count} ${moment.at} ${moment.what}`}
          type="button"
          tabIndex={-1}
          title={`${elapsedText(moment.at)} ${moment.what}`}
          onClick={() => goTo(player, moment)}
          style={{
            left: `${placeOf(moment.at, shown)}%`,
            ...(moment.until !== undefined && { width: `${placeOf(moment.until, shown) - placeOf(moment.at, shown)}%` }),
          }}
          className={classes(
            'absolute top-0 z-10 flex h-5 items-center justify-center',
            moment.until === undefined ? 'w-4 -translate-x-1/2' : 'min-w-1.5',
            moment.mark && markTone(moment.mark),
          )}
        >
          <Sign moment={moment} />
        </button>
      ))}
    </div>
  );
});

function Sign({ moment: { kind, mark, until, what } }: { moment: Moment }) {
  if (mark) return <Mark bare kind={mark} word={what} />;
  const shape = until !== undefined ? 'h-1.5 w-full rounded-full' : kind === 'paste' ? 'size-2 rotate-45' : 'size-2 rounded-full';
  const tone = kind === 'fault' ? 'bg-fault' : kind === 'paste' || kind === 'comment' ? 'bg-accent' : 'bg-ink-muted';
  return (
    <>
      <span className={classes(shape, tone)} />
      <span className="sr-only">{what}</span>
    </>
  );
}

const Typing = memo(function Typing({ density }: { density: readonly number[] }) {
  const most = Math.max(1, ...density);
  // By the root: a stretch of quiet work is seen beside one of a whole file that was put in.
  const bars = density.map((typed, at) => (typed === 0 ? '' : `M${at} 20V${20 - Math.max(2, 18 * Math.sqrt(typed / most))}`)).join('');
  return (
    <svg viewBox={`-0.5 0 ${BARS} 20`} preserveAspectRatio="none" className="block h-5 w-full" aria-hidden>
      <path d={bars} stroke="var(--accent)" strokeWidth="0.8" />
    </svg>
  );
});

/** Where one is. It can be dragged, and moved with the keyboard by seconds and minutes; where nothing else lies it tells of what was typed. */
function Playhead({ player, shown, density }: { player: Player; shown: Shown; density: readonly number[] }) {
  const track = useRef<HTMLDivElement>(null);
  const at = usePlaying(player, (now) => now.at);
  const place = placeOf(at, shown);
  const point = ({ buttons, clientX }: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    if (!track.current || !box || buttons > 1) return;
    const part = (clientX - box.left) / box.width;
    if (buttons === 0) {
      // By hand: nothing is drawn anew for it.
      track.current.title = placeTold(density, shown, part);
      return;
    }
    player.pause();
    player.seek(shown.from + part * (shown.to - shown.from));
  };
  const press = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { PageUp: 60_000, PageDown: -60_000, ArrowUp: 5_000, ArrowDown: -5_000 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    player.seek(player.now().at + step);
  };
  return (
    <div
      ref={track}
      role="slider"
      tabIndex={0}
      aria-label="Moment that is shown"
      aria-valuemin={0}
      aria-valuemax={Math.round(player.replay.lengthMs / 1_000)}
      aria-valuenow={Math.round(at / 1_000)}
      aria-valuetext={elapsedText(at)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        point(event);
      }}
      onPointerMove={point}
      onKeyDown={press}
      className="absolute inset-0 cursor-ew-resize touch-none"
    >
      {place >= 0 && place <= 100 && (
        // Moved as a whole, which is no reason to lay anything out anew.
        <div aria-hidden style={{ transform: `translateX(${place}%)` }} className="pointer-events-none absolute inset-0 z-20">
          <div className="absolute inset-y-0 left-0 w-px bg-ink" />
          <span className="absolute -top-1 -left-1 size-2.5 rounded-full bg-ink" />
        </div>
      )}
    </div>
  );
}
