/* oxlint-disable import/no-unassigned-import -- style sheets */
import '../editor/code.css';
import './replay.css';
import { isWorkspaceEvent } from '@twohours/wire/recording';
import { filesOf, startingWorkspace, type FileId, type Files } from '@twohours/wire/workspace';
import { Link2, Pin } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { clock } from '../api/clock.ts';
import { copied } from '../staff/copied.ts';
import { changesBetween } from '../staff/result/code/changes.ts';
import { DiffView } from '../staff/result/code/DiffView.tsx';
import { Button } from '../ui/Button.tsx';
import { elapsedText } from '../ui/format.ts';
import { Loading } from '../ui/Loading.tsx';
import { Select } from '../ui/Select.tsx';
import { EventList } from './EventList.tsx';
import { lastChangeBefore } from './last-change.ts';
import { loadReplayCode } from './load-replay-code.ts';
import { KIND_WORDS, MOMENT_KINDS, type Moment, type MomentKind } from './moments.ts';
import type { Player } from './player.ts';
import { Timeline } from './Timeline.tsx';
import { Transport } from './Transport.tsx';
import { useFrames, usePlaying } from './use-playing.ts';

const ReplayCode = lazy(async () => ({ default: (await loadReplayCode()).ReplayCode }));

interface Props {
  player: Player;
  moments: readonly Moment[];
  starter: Files;
  /** A file that the link names, by its path then. */
  path: string | undefined;
  /** A moment was chosen, or a file: for the address. */
  onPlace: (at: number, path: string | undefined) => void;
}

/** The address follows once nothing has moved for so long: changing it costs more than showing a moment. */
const ADDRESS_MS = 300;

type Against = 'nothing' | 'starter' | 'pinned' | 'end';

/** An attempt as it came about: the files of any moment, what happened when, and everything in between. */
export function ReplayView({ player, moments, starter, path, onPlace }: Props) {
  const [chosen, setChosen] = useState<FileId>();
  const [follows, setFollows] = useState(path === undefined);
  const [jump, setJump] = useState<MomentKind>('run');
  const [against, setAgainst] = useState<Against>('nothing');
  const [pinned, setPinned] = useState<{ count: number; at: number }>();
  useFrames(player);
  const count = usePlaying(player, (now) => now.count);
  const workspace = player.replay.workspaceAfter(count);
  const file = fileShown(player, count, { chosen, path, follows });
  const shownPath = file === undefined ? undefined : workspace.get(file)?.path;

  // Outside React: the address, once it is clear what is looked at.
  const stillAt = usePlaying(player, (now) => (now.isPlaying ? undefined : now.at));
  useEffect(() => {
    if (stillAt === undefined) return;
    const moved = new AbortController();
    clock.sleep(ADDRESS_MS, moved.signal).then(
      () => onPlace(stillAt, shownPath),
      () => undefined,
    );
    return () => moved.abort();
  }, [stillAt, shownPath, onPlace]);

  const base = useMemo(() => {
    if (against === 'starter') return filesOf(startingWorkspace(starter));
    if (against === 'pinned' && pinned) return filesOf(player.replay.workspaceAfter(pinned.count));
    return against === 'end' ? filesOf(player.replay.workspaceAfter(player.replay.events.length)) : undefined;
  }, [against, pinned, player, starter]);
  const change = base && changesBetween(base, filesOf(workspace)).find((each) => each.path === shownPath);

  // Outside React: keys for the whole page, each of which has a button too.
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isField(event.target)) return;
      // A button has a use of its own for the space bar.
      if (event.key === ' ' && event.target instanceof HTMLElement && event.target.closest('button, a')) return;
      const action = actionFor(event.key, player, moments, jump);
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [player, moments, jump]);
  return (
    <section
      aria-label="Replay"
      className="my-5 flex flex-col overflow-hidden rounded-md border border-line bg-surface lg:h-[max(28rem,calc(100vh-20.5rem))] xl:h-[max(28rem,calc(100vh-17.5rem))]"
    >
      <div className="grid min-h-0 grow grid-cols-[minmax(0,1fr)] lg:grid-cols-[11rem_minmax(0,1fr)_19rem]">
        <nav aria-label="Files of this moment" className="overflow-y-auto border-b border-line py-2 lg:border-r lg:border-b-0">
          <ul>
            {[...workspace]
              .toSorted(([, a], [, b]) => a.path.localeCompare(b.path))
              .map(([id, each]) => (
                <li key={id}>
                  <button
                    type="button"
                    aria-current={id === file ? 'true' : undefined}
                    onClick={() => {
                      setChosen(id);
                      setFollows(false);
                    }}
                    className="figures flex min-h-8 w-full items-center px-3 text-left text-code break-all hover:bg-hover aria-[current]:bg-accent-soft aria-[current]:text-accent-strong"
                  >
                    {each.path}
                  </button>
                </li>
              ))}
          </ul>
        </nav>
        <div className="flex min-h-[18rem] min-w-0 flex-col lg:border-r lg:border-line">
          <div className="flex min-h-10 flex-wrap items-center gap-2 border-b border-line px-3 py-1">
            <h2 className="figures min-w-0 grow text-code">{shownPath ?? 'No file'}</h2>
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
            <Button size="small" look="quiet" onClick={() => void copied('Link to this moment', window.location.href)}>
              <Link2 size={14} aria-hidden /> Link
            </Button>
          </div>
          <div className="relative min-h-0 grow overflow-auto">
            {change ? (
              <DiffView change={change} whole={change.kind === 'same'} />
            ) : (
              <Suspense fallback={<Loading what="the editor" />}>
                <ReplayCode player={player} file={file} follows={follows} />
              </Suspense>
            )}
          </div>
        </div>
        <div className="h-72 min-h-0 border-t border-line lg:h-auto lg:border-t-0">
          <EventList player={player} moments={moments} />
        </div>
      </div>
      <Timeline player={player} moments={moments} />
      <div className="flex flex-wrap items-center border-t border-line">
        <div className="min-w-0 grow">
          <Transport player={player} follows={follows} onFollow={setFollows} />
        </div>
        <div className="flex items-center gap-2 px-3 text-ink-muted">
          <span aria-hidden>
            <kbd>[</kbd> <kbd>]</kbd> go by
          </span>
          <Select
            label="What [ and ] jump to"
            className="!w-auto"
            value={jump}
            onChange={setJump}
            choices={MOMENT_KINDS.filter((kind) => moments.some((moment) => moment.kind === kind)).map((kind) => ({
              value: kind,
              label: KIND_WORDS[kind],
            }))}
          />
        </div>
      </div>
    </section>
  );
}

/** The one that was chosen; while the last edit is followed, its own; and at the very beginning the first. */
function fileShown(
  player: Player,
  count: number,
  wish: { chosen: FileId | undefined; path: string | undefined; follows: boolean },
): FileId | undefined {
  const workspace = player.replay.workspaceAfter(count);
  if (!wish.follows) {
    const named = wish.chosen ?? [...workspace].find(([, each]) => each.path === wish.path)?.[0];
    if (named !== undefined && workspace.has(named)) return named;
  }
  const event = player.replay.events[lastChangeBefore(player.replay.events, count)]?.event;
  if (event && isWorkspaceEvent(event) && workspace.has(event.f)) return event.f;
  const editable = [...workspace].find(([, each]) => each.path.endsWith('.go') && !each.path.endsWith('_test.go'));
  return (editable ?? [...workspace][0])?.[0];
}

/** Where a key is typed, or means something of its own. */
function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input:not([type=checkbox]), select, textarea, [role=textbox], [role=tablist], [role=dialog], [role=menu]') !== null
  );
}

function actionFor(key: string, player: Player, moments: readonly Moment[], jump: MomentKind): (() => void) | undefined {
  const { count, isPlaying } = player.now();
  const own = moments.filter((moment) => moment.kind === jump);
  const to = (moment: Moment | undefined) => () => moment && player.toCount(moment.count);
  switch (key) {
    case ' ':
      return () => (isPlaying ? player.pause() : player.play());
    case 'ArrowLeft':
      return () => player.toCount(count - 1);
    case 'ArrowRight':
      return () => player.toCount(count + 1);
    case 'Home':
      return () => player.toCount(0);
    case 'End':
      return () => player.toCount(player.replay.events.length);
    case '[':
      return to(own.findLast((moment) => moment.count < count));
    case ']':
      return to(own.find((moment) => moment.count > count));
    default:
      return undefined;
  }
}
