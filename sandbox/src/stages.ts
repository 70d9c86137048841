import type { Limits } from '@twohours/wire/exercise';
import { LABEL, type Labels } from './containers.ts';
import type { Engine } from './engine.ts';
import type { Images } from './images.ts';
import type { JobDirs } from './job-dir.ts';
import { COMPILE } from './limits.ts';
import { Stage } from './run-stage.ts';

export interface StagesDeps {
  readonly engine: Engine;
  readonly images: Images;
  readonly jobDirs: JobDirs;
  readonly instance: string;
  readonly worker: string;
}

/** What a container may live past its own limit before the sweep takes it for forgotten; one that is prepared waits for its program. */
const GRACE_MS = 30_000 + COMPILE.wallMs;

export function labelsFor(deps: StagesDeps, job: string): (wallMs: number) => Labels {
  return (wallMs) => ({
    [LABEL.instance]: deps.instance,
    [LABEL.worker]: deps.worker,
    [LABEL.job]: job,
    [LABEL.deadline]: String(deps.engine.clock.now() + wallMs + GRACE_MS),
  });
}

/** The run containers of one job. One is started while its program is still being compiled. */
export class Stages implements Disposable {
  readonly #make: () => Stage;
  #prepared: Stage | undefined;

  constructor(deps: StagesDeps, job: string, limits: Limits, signal: AbortSignal) {
    const { engine, jobDirs, images } = deps;
    this.#make = () => new Stage({ engine, jobDirs, image: images.run, labels: labelsFor(deps, job), limits, signal });
  }

  prepare(): void {
    this.#prepared ??= this.#make();
  }

  next(): Stage {
    const stage = this.#prepared ?? this.#make();
    this.#prepared = undefined;
    return stage;
  }

  [Symbol.dispose](): void {
    this.#prepared?.discard();
    this.#prepared = undefined;
  }
}
