import type { Limits } from '@twohours/wire/exercise';
import type { Images } from './images.ts';
import type { PreparedStage, Stage } from './run-stage.ts';

export interface StagesDeps {
  readonly pool: { stage(images: Images, limits: Limits, job: string): PreparedStage };
  readonly images: Images;
}

/** The run containers of one job. One is there while its program is still being compiled. */
export class Stages implements Disposable {
  readonly #make: () => PreparedStage;
  readonly #signal: AbortSignal;
  #prepared: PreparedStage | undefined;
  #isOver = false;

  constructor({ pool, images }: StagesDeps, job: string, limits: Limits, signal: AbortSignal) {
    this.#make = () => pool.stage(images, limits, job);
    this.#signal = signal;
  }

  prepare(): void {
    // A compile container may say that it has started when its job is over: what is prepared then is nobody's to discard.
    if (this.#isOver) return;
    this.#prepared ??= this.#make();
  }

  next(): Stage {
    const stage = this.#prepared ?? this.#make();
    this.#prepared = undefined;
    return { run: async (job) => stage.run(job, this.#signal) };
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    this.#prepared?.discard();
    this.#prepared = undefined;
  }
}
