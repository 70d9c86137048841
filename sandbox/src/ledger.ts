import type { HiddenPart } from '@twohours/wire/exercise';
import type { JobEvent, TestVerdict } from '@twohours/wire/job';

type Test = Pick<HiddenPart['tests'][number], 'id' | 'repeats'>;

/** What became of the hidden tests of one grading, each as often as it has to be run. */
export class Ledger {
  /** As the guard is told: a test's name, with a number behind it from the second time on. */
  readonly turns: readonly string[];
  readonly #tests: readonly Test[];
  readonly #emit: (event: JobEvent) => void;
  readonly #decided = new Map<string, TestVerdict>();

  constructor(tests: readonly Test[], emit: (event: JobEvent) => void) {
    this.#tests = tests;
    this.#emit = emit;
    // Every test once before any is repeated: should time run out, each was run.
    this.turns = [...tests.map(({ id }) => id), ...tests.flatMap((test) => turnsOf(test).slice(1))];
  }

  /** `id` is a turn's. Once a test has had all of its turns, its verdict is told. */
  decide(verdict: TestVerdict): void {
    const test = this.#tests.find(({ id }) => id === verdict.id.split('#', 1)[0]);
    if (!test) return;
    const wasDecided = this.#verdictOf(test) !== undefined;
    this.#decided.set(verdict.id, verdict);
    const whole = this.#verdictOf(test);
    if (whole && !wasDecided) this.#emit({ type: 'verdict', id: whole.id, status: whole.status });
  }

  undecided(): string[] {
    return this.turns.filter((turn) => !this.#decided.has(turn));
  }

  /** Of the tests that have had all their turns, in their order. */
  verdicts(): TestVerdict[] {
    return this.#tests.flatMap((test) => this.#verdictOf(test) ?? []);
  }

  #verdictOf(test: Test): TestVerdict | undefined {
    const turns = turnsOf(test).flatMap((turn) => this.#decided.get(turn) ?? []);
    return turns.length < test.repeats ? undefined : fold(test, turns);
  }
}

function turnsOf({ id, repeats }: Test): string[] {
  return Array.from({ length: repeats }, (_, index) => (index === 0 ? id : `${id}#${index + 1}`));
}

/** It has passed if it always did; what is told of it otherwise is about the first time that it did not. */
function fold({ id, repeats }: Test, turns: readonly TestVerdict[]): TestVerdict | undefined {
  const run = turns.filter(({ status }) => status !== 'not-reached');
  const passed = run.filter(({ status }) => status === 'passed').length;
  // Passing as often as there was time for is not what was asked.
  const shown = run.find(({ status }) => status !== 'passed') ?? turns.find(({ status }) => status !== 'passed') ?? turns[0];
  if (!shown) return undefined;
  return { ...shown, id, ...(repeats > 1 && run.length > 0 && { times: { passed, of: run.length } }) };
}
