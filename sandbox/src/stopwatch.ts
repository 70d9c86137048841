import type { Phases } from '@twohours/wire/job-ending';
import type { SandboxClock } from './clock.ts';

/** Lengths of the phases. */
export class Stopwatch {
  readonly #monotonicMs: () => number;
  readonly #startedAt: number;
  readonly #phases = { waitMs: 0, compileMs: 0, runMs: 0 };

  constructor(clock: Pick<SandboxClock, 'monotonicMs'>, waitMs: number) {
    this.#monotonicMs = () => clock.monotonicMs();
    this.#startedAt = this.#monotonicMs();
    this.#phases.waitMs = Math.max(0, Math.round(waitMs));
  }

  async time<T>(phase: 'compileMs' | 'runMs', work: Promise<T>): Promise<T> {
    const from = this.#monotonicMs();
    try {
      return await work;
    } finally {
      this.#phases[phase] += Math.round(this.#monotonicMs() - from);
    }
  }

  phases(): Phases {
    return { ...this.#phases, totalMs: Math.round(this.#monotonicMs() - this.#startedAt) + this.#phases.waitMs };
  }
}
