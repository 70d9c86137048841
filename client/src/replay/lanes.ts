import type { VerdictStatus } from '@twohours/wire/job';
import type { Lane, LaneChange, LanePoint, LanesView } from '@twohours/wire/lanes';
import { countText } from '../ui/format.ts';
import { markWord } from '../ui/Mark.tsx';
import type { Moment } from './moments.ts';

const CHANGE_WORDS: Readonly<Record<LaneChange, string>> = {
  'first-passed': 'first passed',
  'passed-again': 'passes again',
  regressed: 'regressed',
  'first-raced': 'first raced',
};

/** What a test did at a moment, by its name: `A call gives its slot back: regressed (failed)`. */
export function pointText({ name }: Pick<Lane, 'name'>, { status, changes, isReused }: LanePoint): string {
  const changed = changes.map((change) => CHANGE_WORDS[change]).join(', ');
  const how = changes.includes('regressed') && status !== 'raced' ? `${changed} (${markWord(status)})` : changed || markWord(status);
  return `${name}: ${how}${isReused ? '; known from the same files' : ''}`;
}

/** What happened, with where tests changed what they do among it. */
export function withLanes(moments: readonly Moment[], lanes: readonly Lane[]): Moment[] {
  const changes = lanes.flatMap((lane) =>
    lane.points.flatMap((point): Moment[] => {
      const { at, event: count, status } = point;
      return point.changes.length === 0 ? [] : [{ kind: 'lane', at, count, what: pointText(lane, point), mark: status, test: lane.id }];
    }),
  );
  return [...moments, ...changes].toSorted((a, b) => a.count - b.count);
}

/** From one moment at which something is known of a test to the next, or to the end. */
export interface Stretch {
  readonly status: VerdictStatus;
  readonly from: number;
  readonly to: number;
}

export function stretchesOf({ points }: Pick<Lane, 'points'>, endMs: number): Stretch[] {
  return points.map(({ status, at }, index) => ({ status, from: at, to: points[index + 1]?.at ?? endMs }));
}

const secondsText = (ms: number): string => `${Math.round(ms / 1_000)} s`;

/** How far it came and what it cost, in a sentence; none where there is nothing to say. */
export function lanesSentence({ state, moments, spentMs, budgetMs }: LanesView, canRunMore: boolean): string | undefined {
  const cost = `${secondsText(spentMs)} of at most ${secondsText(budgetMs)} in containers`;
  const others = canRunMore ? ' Any other moment can be run by itself.' : '';
  const where = moments.done === moments.of ? countText(moments.of, 'moment') : `${moments.done} of ${countText(moments.of, 'moment')}`;
  switch (state.phase) {
    case 'none':
      return undefined;
    case 'waiting':
      return 'Once there is a verdict, some hidden tests run at moments of the replay, and their lanes show here.';
    case 'running':
      return `Hidden tests are being run at moments of the replay: ${where} so far, ${cost}.`;
    case 'done':
      return state.how === 'all'
        ? `Hidden tests were run at ${where}, ${cost}.`
        : `Hidden tests were run at ${where}, ${cost}: the budget is spent.${others}`;
    case 'abandoned':
      return `Hidden tests were run at ${where}; then three tries failed on our side.${others}`;
  }
}
