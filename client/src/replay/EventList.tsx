import { Search } from 'lucide-react';
import { memo, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { clock } from '../api/clock.ts';
import { classes } from '../ui/classes.ts';
import { CONTROL } from '../ui/Field.tsx';
import { countText, elapsedText } from '../ui/format.ts';
import { Mark } from '../ui/Mark.tsx';
import { foundInCode, foundTold, LEAST_LETTERS, listed } from './found.ts';
import { KIND_WORDS, kindsOf, type Moment, type MomentKind } from './moments.ts';
import type { Player } from './player.ts';
import { usePlaying } from './use-playing.ts';
import { goTo } from './use-replay-keys.ts';

/** By then the moment itself is painted: asking where things are before that would lay the page out twice. */
const PAINTED_MS = 40;

/** The same events in words, by kind and by what their words say, and where a text first appeared in the code. */
export const EventList = memo(function EventList({ player, moments }: { player: Player; moments: readonly Moment[] }) {
  const [kind, setKind] = useState<MomentKind>();
  const [find, setFind] = useState('');
  const wanted = useDeferredValue(find);
  const code = useMemo(() => (wanted.length < LEAST_LETTERS ? undefined : foundInCode(player.replay, wanted)), [player, wanted]);
  const shown = useMemo(() => listed(moments, kind, wanted, code), [moments, kind, wanted, code]);
  const kinds = kindsOf(moments);
  return (
    <section aria-label="What happened" className="flex h-full min-h-0 flex-col">
      <div className="flex flex-col gap-2 border-b border-line p-3">
        <label className="relative block">
          <span className="sr-only">Find in the events and in the code</span>
          <Search size={16} aria-hidden className="absolute top-2 left-2.5 text-ink-muted" />
          <input
            type="search"
            value={find}
            onChange={(event) => setFind(event.target.value)}
            placeholder="When did sync.Mutex appear?"
            className={classes(CONTROL, 'h-8 w-full pl-8')}
          />
        </label>
        <div className="flex flex-wrap gap-1" role="group" aria-label="Kinds of events">
          {[undefined, ...kinds].map((each) => (
            <button
              key={each ?? 'all'}
              type="button"
              aria-pressed={kind === each}
              onClick={() => setKind(each)}
              className="h-6 rounded-full border border-line px-2 text-small text-ink-muted hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-strong"
            >
              {each ? KIND_WORDS[each] : 'All'}
            </button>
          ))}
        </div>
        <p aria-live="polite" className="text-small text-ink-muted">
          {code ? foundTold(wanted, shown) : countText(shown.moments.length, 'event')}
        </p>
      </div>
      <Rows player={player} moments={shown.moments} none={code ? 'Nothing was found.' : 'Nothing of that kind.'} />
    </section>
  );
});

function Rows({ player, moments, none }: { player: Player; moments: readonly Moment[]; none: string }) {
  const current = usePlaying(player, (now) => moments.findLastIndex(({ count, at }) => count <= now.count || at <= now.at));
  const list = useRef<HTMLOListElement>(null);
  // Outside React: what is going on stays in sight, without moving the page.
  useEffect(() => {
    const moved = new AbortController();
    clock.sleep(PAINTED_MS, moved.signal).then(
      () => list.current && keepInSight(list.current, current),
      () => undefined,
    );
    return () => moved.abort();
  }, [current]);
  if (moments.length === 0) return <p className="p-4 text-ink-muted">{none}</p>;
  return (
    <ol ref={list} className="relative min-h-0 grow overflow-y-auto py-1 contain-content">
      {moments.map((moment, index) => (
        <Row
          key={`${moment.kind} ${moment.count} ${moment.at} ${moment.test ?? ''} ${moment.what}`}
          player={player}
          moment={moment}
          isCurrent={index === current}
        />
      ))}
    </ol>
  );
}

function keepInSight(list: HTMLElement, index: number): void {
  const row = list.children[index];
  if (!(row instanceof HTMLElement)) return;
  const { scrollTop, clientHeight } = list;
  if (row.offsetTop < scrollTop || row.offsetTop + row.offsetHeight > scrollTop + clientHeight) list.scrollTop = row.offsetTop - clientHeight / 2;
}

/** There may be hundreds, and while it plays the current one changes all the time. */
const Row = memo(function Row({ player, moment, isCurrent }: { player: Player; moment: Moment; isCurrent: boolean }) {
  return (
    <li>
      <button
        type="button"
        aria-current={isCurrent ? 'true' : undefined}
        onClick={() => goTo(player, moment)}
        className="flex min-h-8 w-full items-baseline gap-3 px-3 py-1 text-left hover:bg-hover aria-[current]:bg-accent-soft"
      >
        <span className="figures shrink-0 text-small text-ink-muted">{elapsedText(moment.at)}</span>
        {moment.mark ? (
          <Mark kind={moment.mark} word={moment.what} className="!items-start !whitespace-normal [&>svg]:mt-1" />
        ) : (
          <span className="min-w-0 break-words">{moment.what}</span>
        )}
      </button>
    </li>
  );
});
