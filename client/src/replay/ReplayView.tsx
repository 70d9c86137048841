/* oxlint-disable import/no-unassigned-import -- style sheets */
import '../editor/code.css';
import './replay.css';
import type { LanesView } from '@twohours/wire/lanes';
import type { FileId } from '@twohours/wire/workspace';
import { Link2, Pin } from 'lucide-react';
import { useCallback, useMemo, useState, type CSSProperties, type ReactNode } from 'react';
import { copied } from '../staff/copied.ts';
import { Button } from '../ui/Button.tsx';
import { elapsedText } from '../ui/format.ts';
import { Select } from '../ui/Select.tsx';
import { useDelay } from '../ui/use-delay.ts';
import { ChangesPane } from './ChangesPane.tsx';
import { CodePane } from './CodePane.tsx';
import { ComparedFiles } from './ComparedFiles.tsx';
import { EventList } from './EventList.tsx';
import { fileNamed, fileShown } from './file-shown.ts';
import { JumpBar } from './JumpBar.tsx';
import { lanesSentence } from './lanes.ts';
import { placed, type LineComment } from './line-comments.ts';
import type { LineRange } from './lines.ts';
import { kindsOf, type Moment, type MomentKind } from './moments.ts';
import { ComparedPathShown, PathShown } from './PathShown.tsx';
import type { Player } from './player.ts';
import { ReplayFiles } from './ReplayFiles.tsx';
import { ReplayPanes } from './ReplayPanes.tsx';
import { ReplaySide, ShowSide, useSide } from './ReplaySide.tsx';
import { Timeline } from './Timeline.tsx';
import { Transport } from './Transport.tsx';
import { placeShown, useAddress, type Place } from './use-address.ts';
import { useLines, type ReplayLines, type SelectedIn } from './use-lines.ts';
import { useFrames, usePlaying } from './use-playing.ts';
import { useReplayKeys } from './use-replay-keys.ts';

interface Props {
  player: Player;
  moments: readonly Moment[];
  /** A file that the address names, by its path then. */
  path: string | undefined;
  /** Lines of it that the address points at. */
  lines?: LineRange | undefined;
  onPlace: (place: Place) => void;
  /** Hidden tests along the replay, where they are known. */
  lanes?: LanesView | undefined;
  /** What was run at moments of it, where that can be asked for. */
  momentTests?: { readonly count: number; readonly content: ReactNode } | undefined;
  /** What was written about lines, at their own moments. */
  comments?: readonly LineComment[];
  /** What stands at the side beside the events, and may lead to other moments. Must be the same function as long as it says the same. */
  review?: (shown: ReplayShown) => ReactNode;
}

/** What somebody who writes about a replay has to know of it. */
export interface ReplayShown extends ReplayLines {
  readonly show: Show;
}

type Show = (at: number, path?: string, lines?: LineRange) => void;

type Against = 'nothing' | 'starter' | 'pinned' | 'end';

const NO_COMMENTS: readonly LineComment[] = [];

/**
 * An attempt as it came about: the files of any moment, what happened when, and everything in between. Each part that shows the
 * moment listens to the player by itself: with every frame that plays, no more than that is drawn anew.
 */
export function ReplayView({ player, moments, path, lines: begin, onPlace, lanes, momentTests, comments = NO_COMMENTS, review }: Props) {
  const [chosen, setChosen] = useState(() => fileNamed(player, path));
  const [wishedKind, setKind] = useState<MomentKind>('run');
  const [against, setAgainst] = useState<Against>('nothing');
  const [pinned, setPinned] = useState<{ count: number; at: number }>();
  const [pointed, setPointed] = useState(() => begin && { lines: begin, count: player.now().count });
  const [selected, setSelected] = useState<SelectedIn>();
  const [side, setSide] = useSide(review !== undefined);
  const tests = useMemo(() => (lanes?.lanes ?? []).filter(({ points }) => points.length > 0), [lanes]);
  const sentence = lanes && lanesSentence(lanes, momentTests !== undefined);
  const isPlaying = useFrames(player);
  useAddress(player, chosen, onPlace);

  const kinds = useMemo(() => kindsOf(moments), [moments]);
  const kind = kinds.includes(wishedKind) ? wishedKind : (kinds[0] ?? 'run');
  const stops = useMemo(() => moments.filter((moment) => moment.kind === kind), [moments, kind]);
  useReplayKeys(player, stops);

  // Nothing while it plays: no frame has the time for it.
  const other = isPlaying ? undefined : countOf(player, against, pinned?.count ?? 0);
  const show = useCallback<Show>(
    (at, of, range) => {
      player.pause();
      player.seek(at);
      setAgainst('nothing');
      setChosen(fileNamed(player, of));
      setPointed(range && { lines: range, count: player.now().count });
    },
    [player],
  );
  const placedComments = useMemo(() => placed(player.replay, comments), [player, comments]);

  const link = () => {
    const place = placeShown(player, chosen);
    const address = new URL(window.location.href);
    for (const key of ['at', 'event', 'path'] as const) {
      if (place[key] === undefined) address.searchParams.delete(key);
      else address.searchParams.set(key, String(place[key]));
    }
    return address.href;
  };
  return (
    <section
      aria-label="Replay"
      style={{ '--lanes': `${tests.length * 1.25 + (sentence === undefined ? 0 : 1.75)}rem` } as CSSProperties}
      className="my-5 flex flex-col overflow-hidden rounded-md border border-line bg-surface lg:h-[max(36rem+var(--lanes),100vh-20.5rem)] xl:h-[max(36rem+var(--lanes),100vh-17.5rem)]"
    >
      <ReplayPanes
        files={
          other === undefined ? (
            <ReplayFiles player={player} chosen={chosen} onChoose={setChosen} />
          ) : (
            <ComparedFiles player={player} other={other} chosen={chosen} onChoose={setChosen} />
          )
        }
        code={
          <>
            <div className="@container flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-1">
              {other === undefined ? (
                <PathShown player={player} chosen={chosen} />
              ) : (
                <ComparedPathShown player={player} other={other} chosen={chosen} />
              )}
              <Select
                label="Compare with"
                className="!w-auto"
                value={against}
                onChange={setAgainst}
                choices={[
                  { value: 'nothing', label: 'As it was' },
                  { value: 'starter', label: 'Changes since the starter' },
                  { value: 'end', label: 'Changes until the end' },
                  ...(pinned ? [{ value: 'pinned' as const, label: `Between ${elapsedText(pinned.at)} and here` }] : []),
                ]}
              />
              <Button
                size="small"
                look="quiet"
                onClick={() => {
                  const { count, at } = player.now();
                  setPinned({ count, at });
                }}
                title="Then another moment can be compared with it"
              >
                <Pin size={14} aria-hidden /> <span className="@max-lg:sr-only">Pin</span>
              </Button>
              <Button size="small" look="quiet" onClick={() => void copied('Link to this moment', link())} title="Copy a link to this moment">
                <Link2 size={14} aria-hidden /> <span className="@max-lg:sr-only">Link</span>
              </Button>
              {side === 'nothing' && <ShowSide onShow={() => setSide(review ? 'review' : 'events')} />}
            </div>
            {other === undefined ? (
              <CodePane
                player={player}
                chosen={chosen}
                comments={placedComments}
                pointed={pointed}
                selected={selected}
                onSelect={review && setSelected}
              />
            ) : (
              <ChangesPane player={player} other={other} chosen={chosen} />
            )}
          </>
        }
        side={
          side === 'nothing' ? undefined : (
            <ReplaySide
              side={side}
              onSide={setSide}
              events={<EventList player={player} moments={moments} />}
              review={
                review && (
                  <Beside player={player} chosen={chosen} selected={selected} isComparing={against !== 'nothing'} show={show} review={review} />
                )
              }
              tests={momentTests}
            />
          )
        }
      />
      <Timeline player={player} moments={moments} tests={tests} />
      {sentence !== undefined && <p className="border-t border-line px-3 py-1 text-small text-ink-muted">{sentence}</p>}
      <div className="flex flex-wrap items-center border-t border-line max-xl:pb-1.5">
        <div className="min-w-0 grow">
          <Transport
            player={player}
            follows={chosen === undefined}
            onFollow={(follows) => setChosen(follows ? undefined : fileShown(player, player.now().count, undefined))}
          />
        </div>
        <JumpBar player={player} kinds={kinds} kind={kind} onKind={setKind} stops={stops} />
      </div>
    </section>
  );
}

/** After how many events the moment was that is compared with. */
function countOf({ replay }: Player, against: Against, pinned: number): number | undefined {
  switch (against) {
    case 'nothing':
      return undefined;
    case 'starter':
      return 0;
    case 'pinned':
      return pinned;
    case 'end':
      return replay.events.length;
  }
}

interface BesideProps {
  player: Player;
  chosen: FileId | undefined;
  selected: SelectedIn | undefined;
  isComparing: boolean;
  show: Show;
  review: (shown: ReplayShown) => ReactNode;
}

/** Whoever writes about the replay, told of the lines that are selected in it. */
function Beside({ player, chosen, selected, isComparing, show, review }: BesideProps) {
  const file = usePlaying(player, ({ count }) => fileShown(player, count, chosen));
  const { lines, noLines } = useLines(player, file, selected, isComparing);
  // After the moment itself, which is what one waits for.
  const isPainted = useDelay(0);
  return useMemo(() => isPainted && review({ lines, noLines, show }), [isPainted, review, lines, noLines, show]);
}
