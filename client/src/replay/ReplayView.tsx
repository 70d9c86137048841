/* oxlint-disable import/no-unassigned-import -- style sheets */
import '../editor/code.css';
import './replay.css';
import type { LanesView } from '@twohours/wire/lanes';
import { filesOf, startingWorkspace, type Files } from '@twohours/wire/workspace';
import { Link2, Pin } from 'lucide-react';
import { Suspense, useCallback, useEffect, useMemo, useState, type ComponentType, type CSSProperties, type ReactNode } from 'react';
import { clock } from '../api/clock.ts';
import { copied } from '../staff/copied.ts';
import type { FileChange } from '../staff/result/code/changes.ts';
import { DiffView } from '../staff/result/code/DiffView.tsx';
import { Button } from '../ui/Button.tsx';
import { elapsedText } from '../ui/format.ts';
import { Select } from '../ui/Select.tsx';
import type { CodeViewProps, LineRange } from './code-view.ts';
import { EventList } from './EventList.tsx';
import { fileNamed, fileShown } from './file-shown.ts';
import { JumpBar } from './JumpBar.tsx';
import { lanesSentence } from './lanes.ts';
import { placed, shownIn, type LineComment } from './line-comments.ts';
import { kindsOf, type Moment, type MomentKind } from './moments.ts';
import type { Player } from './player.ts';
import { PlainCode } from './PlainCode.tsx';
import { ReplayFiles } from './ReplayFiles.tsx';
import { ReplayPanes } from './ReplayPanes.tsx';
import { ReplaySide, ShowSide, useSide } from './ReplaySide.tsx';
import { Timeline } from './Timeline.tsx';
import { Transport } from './Transport.tsx';
import { useFrames, usePlaying } from './use-playing.ts';
import { useReplayKeys } from './use-replay-keys.ts';
import { useLines, type ReplayLines } from './use-lines.ts';

/** What an address says of a replay. */
export interface Place {
  at: number;
  event: number;
  /** Of a file that was chosen; else the last edit's is shown. */
  path: string | undefined;
}

interface Props {
  Code: ComponentType<CodeViewProps>;
  player: Player;
  moments: readonly Moment[];
  starter: Files;
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
  readonly show: (at: number, path?: string, lines?: LineRange) => void;
}

const NO_COMMENTS: readonly LineComment[] = [];

/** The address follows once nothing has moved for so long: changing it costs more than showing a moment. */
const ADDRESS_MS = 300;

type Against = 'nothing' | 'starter' | 'pinned' | 'end';

/** An attempt as it came about: the files of any moment, what happened when, and everything in between. */
export function ReplayView({
  Code,
  player,
  moments,
  starter,
  path,
  lines: begin,
  onPlace,
  lanes,
  momentTests,
  comments = NO_COMMENTS,
  review,
}: Props) {
  const [chosen, setChosen] = useState(() => fileNamed(player, path));
  const [wishedKind, setKind] = useState<MomentKind>('run');
  const [against, setAgainst] = useState<Against>('nothing');
  const [pinned, setPinned] = useState<{ count: number; at: number }>();
  const tests = useMemo(() => (lanes?.lanes ?? []).filter(({ points }) => points.length > 0), [lanes]);
  const sentence = lanes && lanesSentence(lanes);
  const [pointed, setPointed] = useState(() => begin && { lines: begin, count: player.now().count });
  const [side, setSide] = useSide(review !== undefined);
  useFrames(player);
  const count = usePlaying(player, (now) => now.count);
  const isPlaying = usePlaying(player, (now) => now.isPlaying);
  const workspace = player.replay.workspaceAfter(count);
  const file = fileShown(player, count, chosen);
  const shown = file === undefined ? undefined : workspace.get(file);

  const kinds = useMemo(() => kindsOf(moments), [moments]);
  const kind = kinds.includes(wishedKind) ? wishedKind : (kinds[0] ?? 'run');
  const stops = useMemo(() => moments.filter((moment) => moment.kind === kind), [moments, kind]);
  useReplayKeys(player, stops);

  const chosenPath = chosen === undefined ? undefined : shown?.path;
  const stillAt = usePlaying(player, (now) => (now.isPlaying ? undefined : now.at));
  // Outside React: the address, once it is clear what is looked at.
  useEffect(() => {
    if (stillAt === undefined) return;
    const moved = new AbortController();
    clock.sleep(ADDRESS_MS, moved.signal).then(
      () => onPlace({ at: Math.floor(stillAt), event: count, path: chosenPath }),
      () => undefined,
    );
    return () => moved.abort();
  }, [stillAt, count, chosenPath, onPlace]);

  const base = useMemo(() => {
    if (against === 'starter') return filesOf(startingWorkspace(starter));
    if (against === 'pinned' && pinned) return filesOf(player.replay.workspaceAfter(pinned.count));
    return against === 'end' ? filesOf(player.replay.workspaceAfter(player.replay.events.length)) : undefined;
  }, [against, pinned, player, starter]);
  const change = useChange(base, shown?.path, shown?.text);

  const [select, { lines, noLines }] = useLines(player, file, shown, base !== undefined);
  const show = useCallback(
    (at: number, of?: string, range?: LineRange) => {
      player.pause();
      player.seek(at);
      setAgainst('nothing');
      setChosen(fileNamed(player, of));
      setPointed(range && { lines: range, count: player.now().count });
    },
    [player],
  );
  const placedComments = useMemo(() => placed(player.replay, comments), [player, comments]);
  const commentsHere = useSame(shownIn(placedComments, shown?.path, shown?.text));
  const reviewNode = useMemo(() => review?.({ lines, noLines, show }), [review, lines, noLines, show]);
  const pointedHere = pointed?.count === count ? pointed.lines : undefined;

  const link = () => {
    const { at, count: event } = player.now();
    const address = new URL(window.location.href);
    address.searchParams.set('at', String(Math.floor(at)));
    address.searchParams.set('event', String(event));
    if (chosenPath === undefined) address.searchParams.delete('path');
    else address.searchParams.set('path', chosenPath);
    return address.href;
  };
  return (
    <section
      aria-label="Replay"
      style={{ '--lanes': `${tests.length * 1.25 + (sentence === undefined ? 0 : 1.75)}rem` } as CSSProperties}
      className="my-5 flex flex-col overflow-hidden rounded-md border border-line bg-surface lg:h-[max(36rem+var(--lanes),100vh-20.5rem)] xl:h-[max(36rem+var(--lanes),100vh-17.5rem)]"
    >
      <ReplayPanes
        files={<ReplayFiles workspace={workspace} shown={file} onChoose={setChosen} />}
        code={
          <>
            <div className="flex min-h-10 flex-wrap items-center gap-2 border-b border-line px-3 py-1">
              <h2 className="figures min-w-0 grow text-code">{shown?.path ?? 'No file'}</h2>
              <Select
                label="Compare with"
                className="!w-auto"
                value={against}
                onChange={setAgainst}
                choices={[
                  { value: 'nothing', label: 'As it was' },
                  { value: 'starter', label: 'Changes since the starter' },
                  { value: 'end', label: 'Changes from the end' },
                  ...(pinned ? [{ value: 'pinned' as const, label: `Changes since ${elapsedText(pinned.at)}` }] : []),
                ]}
              />
              <Button
                size="small"
                look="quiet"
                onClick={() => setPinned({ count, at: player.now().at })}
                title="Then another moment can be compared with it"
              >
                <Pin size={14} aria-hidden /> Pin
              </Button>
              <Button size="small" look="quiet" onClick={() => void copied('Link to this moment', link())}>
                <Link2 size={14} aria-hidden /> Link
              </Button>
              {side === 'nothing' && <ShowSide onShow={() => setSide(review ? 'review' : 'events')} />}
            </div>
            <div
              className="relative min-h-0 grow overflow-auto"
              // A region that scrolls has to be reachable by keyboard; the editor is by itself.
              {...(change && !isPlaying && { tabIndex: 0, role: 'region', 'aria-label': 'Changes' })}
            >
              {change && !isPlaying ? (
                <DiffView change={change} whole={change.kind === 'same'} />
              ) : (
                // Without an editor it is there at once, and the editor takes its place.
                <Suspense fallback={<PlainCode player={player} file={file} follows={chosen === undefined && pointedHere === undefined} />}>
                  <Code
                    player={player}
                    file={file}
                    follows={chosen === undefined && pointedHere === undefined}
                    comments={commentsHere}
                    pointed={pointedHere}
                    onSelect={select}
                  />
                </Suspense>
              )}
            </div>
          </>
        }
        side={
          side === 'nothing' ? undefined : (
            <ReplaySide
              side={side}
              onSide={setSide}
              events={<EventList player={player} moments={moments} />}
              review={reviewNode}
              tests={momentTests}
            />
          )
        }
      />
      <Timeline player={player} moments={moments} tests={tests} />
      {sentence !== undefined && <p className="border-t border-line px-3 py-1 text-small text-ink-muted">{sentence}</p>}
      <div className="flex flex-wrap items-center border-t border-line max-xl:pb-1.5">
        <div className="min-w-0 grow">
          <Transport player={player} follows={chosen === undefined} onFollow={(follows) => setChosen(follows ? undefined : file)} />
        </div>
        <JumpBar player={player} kinds={kinds} kind={kind} onKind={setKind} stops={stops} />
      </div>
    </section>
  );
}

/** What a file has become since `base`. The same as long as its texts are: comparing them takes a while. */
function useChange(base: Files | undefined, path: string | undefined, text: string | undefined): FileChange | undefined {
  const before = path === undefined ? undefined : base?.[path];
  const isWanted = base !== undefined;
  return useMemo(() => {
    if (!isWanted || path === undefined || text === undefined) return undefined;
    return { path, kind: before === undefined ? 'added' : before === text ? 'same' : 'modified', before: before ?? '', after: text };
  }, [isWanted, path, before, text]);
}

/** The same list as long as it has the same in it. */
function useSame<T>(list: readonly T[]): readonly T[] {
  const [kept, keep] = useState(list);
  if (kept.length === list.length && kept.every((each, index) => each === list[index])) return kept;
  keep(list);
  return list;
}
