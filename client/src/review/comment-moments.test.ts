import { Replay } from '@twohours/wire/replay';
import type { Comment } from '@twohours/wire/review';
import { expect, test } from 'vitest';
import { placed, shownIn } from '../replay/line-comments.ts';
import { Player } from '../replay/player.ts';
import { goBy, goTo } from '../replay/use-replay-keys.ts';
import { lineCommentsOf, withComments } from './comment-moments.ts';

/** `a.go` is typed letter by letter, one in ten seconds. */
function replay(): Replay {
  const events = (s: string, o: number) => [{ kind: 'edit' as const, f: 's0', o, d: 0, s, ago: 0 }];
  const entries = ['x', 'y', 'z'].map((letter, index) => ({ v: 1 as const, at: (index + 1) * 10_000, events: events(letter, index) }));
  return new Replay({ 'a.go': '' }, entries);
}

function on(place: Comment['on'], text = 'why'): Pick<Comment, 'on' | 'text'> {
  return { on: place, text };
}

test('[RC16] comments are a lane among the moments, in order, and going to one goes to its own moment', () => {
  const player = new Player(replay());
  const moments = withComments([], player.replay, [
    on({ kind: 'span', fromMs: 25_000, toMs: 28_000 }),
    on({ kind: 'lines', atMs: 15_000, path: 'a.go', from: 1, to: 1 }),
  ]);
  expect(moments.map(({ at, until, count }) => [at, until, count])).toEqual([
    [15_000, undefined, 1],
    [25_000, 28_000, 2],
  ]);
  const [first, second] = moments;
  if (!first || !second) throw new Error('not there');
  goTo(player, first);
  expect(player.now()).toMatchObject({ at: 15_000, count: 1 });
  goBy(player, moments, 'next');
  expect(player.now().at).toBe(25_000);
  goBy(player, moments, 'next');
  expect(player.now().at).toBe(25_000);
  goBy(player, moments, 'previous');
  expect(player.now().at).toBe(15_000);
});

test('[RC15] a comment on lines shows only where the file is as it was when it was written', () => {
  const own = replay();
  const comments = placed(own, lineCommentsOf([on({ kind: 'lines', atMs: 15_000, path: 'a.go', from: 1, to: 1 })]));
  const textAfter = (count: number) => [...own.workspaceAfter(count).values()][0]?.text;
  const shownAfter = [0, 1, 2, 3].map((count) => shownIn(comments, 'a.go', textAfter(count)).length);
  expect(shownAfter).toEqual([0, 1, 0, 0]);
  expect(shownIn(comments, 'b.go', textAfter(1))).toEqual([]);
  expect(shownIn(comments, undefined, undefined)).toEqual([]);
});
