import type { Replay } from '@twohours/wire/replay';
import type { Comment } from '@twohours/wire/review';
import type { LineComment } from '../replay/line-comments.ts';
import type { Moment } from '../replay/moments.ts';
import { startOf } from './content.ts';
import { linesText } from './words.ts';

const MOST_LETTERS = 80;

type Said = Pick<Comment, 'on' | 'text'> & { readonly by?: string };

/** Comments as a lane of the replay, beside what happened. */
export function withComments(moments: readonly Moment[], replay: Replay, comments: readonly Said[]): Moment[] {
  const own = comments.map(({ on, text, by }): Moment => {
    const at = Math.min(startOf(on), replay.lengthMs);
    const first = text.trim().split('\n')[0] ?? '';
    const said = first.length > MOST_LETTERS ? `${first.slice(0, MOST_LETTERS)} …` : first || 'a comment that is not written yet';
    const what = [by, on.kind === 'lines' && linesText(on), said].filter(Boolean).join(': ');
    return { kind: 'comment', at, count: replay.countAt(at), what, ...(on.kind === 'span' && on.toMs > on.fromMs ? { until: on.toMs } : {}) };
  });
  return [...moments, ...own].toSorted((a, b) => a.at - b.at);
}

/** Those that are about lines, for the code itself. */
export function lineCommentsOf(comments: readonly Said[]): LineComment[] {
  return comments.flatMap(({ on, text, by }) =>
    on.kind === 'lines' ? [{ at: on.atMs, path: on.path, from: on.from, to: on.to, text: by === undefined ? text : `${text}\n\n${by}` }] : [],
  );
}
