import { randomBytes, randomInt } from 'node:crypto';
import type { Limits } from '@twohours/wire/exercise';
import type { Logger } from 'pino';
import { CompileWorker, type CompileJob } from './compile-worker.ts';
import { CompileWorkers } from './compile-workers.ts';
import { SingleUse, type ContainerEnd } from './container.ts';
import { compileContainer, LABEL, type Labels } from './containers.ts';
import type { Engine } from './engine.ts';
import type { HandIn } from './hand-in.ts';
import type { Images } from './images.ts';
import { COMPILE } from './limits.ts';
import { PreparedStage } from './run-stage.ts';
import { Shelf } from './shelf.ts';

export interface PoolDeps {
  readonly engine: Engine;
  readonly handIn: HandIn;
  /** Of the run stage; the engine's own where undefined. Compiling always takes that, since it runs no candidate's code. */
  readonly runtime: string | undefined;
  readonly instance: string;
  readonly worker: string;
  /** Of each kind, prepared ahead. */
  readonly size: number;
  /** Jobs at a time: while all are busy, nothing is prepared, since it would take from them. */
  readonly slots: number;
  readonly log: Pick<Logger, 'debug'>;
}

/** So long a container may wait for its job. */
const WAIT_MS = 10 * 60_000;
/** What a container may live past that and past its own limit before the sweep takes it for forgotten. */
const GRACE_MS = 60_000 + COMPILE.wallMs;
/** Limits differ by exercise; containers are kept ready for those used last. */
const KINDS_OF_STAGES = 2;
/** Users of the host that own nothing. */
export const USERS = { first: 20_000, last: 59_999 } as const;

/** Names say whose job a run container serves; one that waits serves none, and a compile container none in particular. */
export const WAITING = 'waiting';
export function prefixFor(job: string): string {
  return `twohours-${job}-`;
}

function nameFor(job: string): string {
  return `${prefixFor(job)}${randomBytes(9).toString('hex')}`;
}

/**
 * Containers made and started before they are needed, one at a time and only while a slot is free: starting one takes longer
 * than compiling a small program. Run containers are used once, compile containers for one job after the other. Where none
 * is left, one is made on the spot.
 */
export class Pool {
  readonly #deps: PoolDeps;
  readonly #compilers: CompileWorkers;
  readonly #stages: Shelf<PreparedStage>;
  readonly #closed = new AbortController();
  #user = randomInt(USERS.first, USERS.last);
  #busy = 0;
  #refilling: Promise<void> | undefined;

  constructor(deps: PoolDeps) {
    this.#deps = deps;
    const { clock } = deps.engine;
    this.#compilers = new CompileWorkers({ size: deps.size, make: (image) => this.#compiler(image) });
    this.#stages = new Shelf({ clock, size: deps.size, kinds: KINDS_OF_STAGES, maxAgeMs: WAIT_MS });
  }

  /** A job is under way until this is disposed of. */
  working(): Disposable {
    this.#busy += 1;
    return {
      [Symbol.dispose]: () => {
        this.#busy -= 1;
        this.refill();
      },
    };
  }

  async compile(images: Images, job: CompileJob): Promise<ContainerEnd> {
    return this.#compilers.run(images.compile, job);
  }

  stage(images: Images, limits: Limits, job: string): PreparedStage {
    const make = (name: string) => this.#stage(images.run, limits, name);
    return this.#stages.take(JSON.stringify([images.run, limits]), () => make(nameFor(WAITING)), nameFor(job)) ?? make(nameFor(job));
  }

  /** For what nobody waits for: those that are kept ready are for others, and so is what is kept ready at all. */
  stageApart(images: Images, limits: Limits, job: string): PreparedStage {
    return this.#stage(images.run, limits, nameFor(job));
  }

  /** Prepares what is missing, and replaces what has waited too long. Returns at once. */
  refill(): void {
    this.#refilling ??= this.#refill()
      .catch((error: unknown) => this.#deps.log.debug({ err: error }, 'no container could be prepared'))
      .finally(() => (this.#refilling = undefined));
  }

  /** Discards what waits, and prepares nothing more. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#refilling;
    this.#compilers.clear();
    this.#stages.clear();
  }

  async #refill(): Promise<void> {
    while (!this.#closed.signal.aborted && this.#busy < this.#deps.slots) {
      const made = this.#compilers.add() ?? this.#stages.add();
      if (!made) return;
      await made.ready;
    }
  }

  #compiler(image: string): CompileWorker {
    const { engine } = this.#deps;
    const options = compileContainer({ name: nameFor(WAITING), image, labels: this.#labels(COMPILE.wallMs) });
    return new CompileWorker(engine, new SingleUse(engine, options));
  }

  #stage(image: string, limits: Limits, name: string): PreparedStage {
    const { engine, handIn, runtime } = this.#deps;
    this.#user = this.#user === USERS.last ? USERS.first : this.#user + 1;
    return new PreparedStage({ engine, handIn, image, runtime, name, limits, user: this.#user, labels: this.#labels(limits.wallMs) });
  }

  #labels(wallMs: number): Labels {
    const { engine, instance, worker } = this.#deps;
    const deadline = engine.clock.now() + WAIT_MS + wallMs + GRACE_MS;
    return { [LABEL.instance]: instance, [LABEL.worker]: worker, [LABEL.deadline]: String(deadline) };
  }
}
