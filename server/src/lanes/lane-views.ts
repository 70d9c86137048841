import type { HiddenPart } from '@twohours/wire/exercise';
import type { VerdictStatus } from '@twohours/wire/job';
import type { Lane, LaneChange, LanesView } from '@twohours/wire/lanes';
import { LANE_BUDGET_MS, laneTestsOf, remainingSteps, type Lanes } from './lanes.ts';

type Hidden = Pick<HiddenPart, 'tests'>;

/** `lanes` is undefined until the verdict is there. */
export function toLanesView(lanes: Lanes | undefined, hidden: Hidden): LanesView {
  const tests = laneTestsOf(hidden);
  const nothing = { moments: { done: 0, of: 0 }, spentMs: 0, budgetMs: LANE_BUDGET_MS, lanes: [] };
  if (tests.length === 0) return { ...nothing, state: { phase: 'none' } };
  if (!lanes) return { ...nothing, state: { phase: 'waiting' } };
  const { moments, state, spentMs } = lanes;
  const unknown = new Set(remainingSteps(lanes).map(({ files }) => files));
  return {
    state: state.phase === 'queued' ? { phase: 'running' } : state,
    moments: { done: moments.filter(({ files }) => !unknown.has(files)).length, of: moments.length },
    spentMs,
    budgetMs: LANE_BUDGET_MS,
    lanes: tests.map(({ id, name }) => ({ id, name, points: pointsOf(lanes, id) })),
  };
}

function pointsOf({ moments, findings }: Lanes, test: string): Lane['points'] {
  const history = new History();
  const seen = new Set<string>();
  return moments.flatMap(({ event, at, files }) => {
    const finding = findings.find((each) => each.files === files);
    const status = finding?.found.kind === 'tests' ? finding.found.tests.find(({ id }) => id === test)?.status : undefined;
    if (!finding || status === undefined) return [];
    const isReused = finding.isReused || seen.has(files);
    seen.add(files);
    return [{ event, at, status, changes: history.add(status), isReused }];
  });
}

/** What a test did so far. What it was not reached at says nothing of it. */
class History {
  #hasPassed = false;
  #hasRaced = false;
  #isPassing = false;

  add(status: VerdictStatus): LaneChange[] {
    if (status === 'not-reached') return [];
    const changes: LaneChange[] = [];
    if (status === 'passed' && !this.#isPassing) changes.push(this.#hasPassed ? 'passed-again' : 'first-passed');
    if (status !== 'passed' && this.#isPassing) changes.push('regressed');
    if (status === 'raced' && !this.#hasRaced) changes.push('first-raced');
    this.#isPassing = status === 'passed';
    this.#hasPassed ||= this.#isPassing;
    this.#hasRaced ||= status === 'raced';
    return changes;
  }
}
