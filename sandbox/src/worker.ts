import { SANDBOX_BEAT_MS, sharedKeys } from '@twohours/wire/job';
import type { Logger } from 'pino';
import { findAvailability } from './availability.ts';
import { Beat, type Health } from './beat.ts';
import type { HandIn } from './hand-in.ts';
import { JobTaker, type Footing, type JobTakerDeps } from './job-taker.ts';
import type { Pool } from './pool.ts';
import { selfTest } from './self-test/self-test.ts';
import { StandingKeeper, type Standing } from './standing.ts';
import { sweep } from './sweep.ts';

const SWEEP_MS = 5_000;

const STUCK =
  'Code cannot be run at the moment: containers of earlier jobs could not be removed, and use all the room there is. Your work is saved all the same.';

export interface WorkerDeps extends Omit<JobTakerDeps, 'keys' | 'footing' | 'check'> {
  readonly prefix: string;
  /** In the order in which the self-test tries them. */
  readonly handIns: readonly HandIn[];
  readonly makePool: (handIn: HandIn) => Pool;
  /** Of the run stage; the engine's own where undefined. */
  readonly runtime: string | undefined;
  readonly allowsUnlimitedRunsc: boolean;
  readonly image: string;
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
}

/**
 * Theory of operation. Looks every beat whether candidates' code may be executed, and has jobs taken or not: as many at a time
 * as there are slots that no stuck container occupies. Without Docker, an image or a self-test that passed it stays up and
 * says so.
 */
export class SandboxWorker {
  readonly #deps: WorkerDeps;
  readonly #beat: Beat;
  readonly #keeper: StandingKeeper;
  readonly #taker: JobTaker;
  readonly #stopping = new AbortController();
  readonly #loops: Promise<void>[] = [];
  #standing: Standing = { state: 'unavailable', reason: 'The sandbox is starting.' };
  #checked: Promise<void> = Promise.resolve();
  #pool: { readonly handIn: HandIn['kind']; readonly pool: Pool } | undefined;
  /** There while jobs may be taken; another one after each time in which they could not. */
  #footing: Footing | undefined;
  #unsealed = new AbortController();

  constructor(deps: WorkerDeps) {
    this.#deps = deps;
    const { engine, image, log, redis, runtime, allowsUnlimitedRunsc } = deps;
    const keys = sharedKeys(deps.prefix);
    this.#beat = new Beat(redis, keys.sandboxes, deps.worker);
    this.#taker = new JobTaker({ ...deps, keys, footing: () => this.#footing, check: async () => this.#check() });
    this.#keeper = new StandingKeeper({
      clock: engine.clock,
      find: async () => findAvailability(engine, image, log),
      test: async (images, signal) => selfTest(deps, images, signal),
      leniency: { runtime, allowsUnlimitedRunsc },
      log,
      onTested: () => void this.#check().catch((error: unknown) => log.warn({ err: error }, 'the next beat says what the self-test found')),
    });
  }

  /** What it says of itself, to Redis and over HTTP. */
  get health(): Health {
    const { engine, runtime, slots } = this.#deps;
    return {
      state: this.#standing.state,
      ...(this.#standing.state === 'unavailable' && { reason: this.#standing.reason }),
      slots,
      busy: this.#taker.busy,
      quarantined: engine.stuck.size,
      runtime: runtime ?? 'default',
      ...(this.#pool && { handIn: this.#pool.handIn }),
      selfTest: this.#keeper.selfTest,
    };
  }

  async start(): Promise<void> {
    await this.#taker.start();
    await this.#check();
    this.#loops.push(
      this.#every(SANDBOX_BEAT_MS, 'the beat', () => this.#check()),
      this.#every(SWEEP_MS, 'the sweep', () => this.#sweep()),
    );
  }

  /** Puts back what runs, and leaves nothing behind. */
  async stop(): Promise<void> {
    const { engine, handIns, log } = this.#deps;
    this.#stopping.abort();
    await this.#taker.stop();
    await Promise.all(this.#loops);
    await this.#keeper.close();
    await this.#pool?.pool.close();
    await engine.idle();
    for (const handIn of handIns)
      await handIn.removeAll().catch((error: unknown) => log.warn({ err: error }, 'the next worker removes what is left'));
    await this.#taker.close();
    await this.#beat.leave();
  }

  /** Looks whether jobs may be taken, says so, and takes them or not. One look at a time, or they could be told in the wrong order. */
  async #check(): Promise<void> {
    const check = this.#checked.then(async () => this.#look());
    this.#checked = check.catch(() => undefined);
    return check;
  }

  async #look(): Promise<void> {
    const { engine, slots } = this.#deps;
    const free = slots - engine.stuck.size;
    const found = await this.#keeper.look();
    this.#standing = found.state === 'ready' && free <= 0 ? { state: 'unavailable', reason: STUCK } : found;
    if (this.#standing.state === 'ready') await this.#takeJobs(this.#standing, free);
    else await this.#takeNone(this.#standing.reason);
    await this.#beat.say(this.health);
  }

  async #takeJobs({ images, handIn }: Extract<Standing, { state: 'ready' }>, slots: number): Promise<void> {
    const pool = await this.#poolFor(handIn);
    if (!this.#footing) this.#deps.log.info({ images, slots, handIn }, 'jobs are taken');
    const isSame = this.#footing?.images === images && this.#footing.pool === pool;
    if (!isSame) this.#footing = { images, pool, unsealed: this.#unsealed.signal };
    await this.#taker.resume(slots);
  }

  async #takeNone(reason: string): Promise<void> {
    if (this.#footing) this.#deps.log.error({ reason }, 'no jobs are taken');
    this.#footing = undefined;
    if (this.#keeper.selfTest.state === 'failed') {
      this.#unsealed.abort();
      this.#unsealed = new AbortController();
    }
    await this.#taker.pause();
  }

  async #poolFor(kind: HandIn['kind']): Promise<Pool> {
    const old = this.#pool;
    if (old?.handIn === kind) return old.pool;
    const handIn = this.#deps.handIns.find((each) => each.kind === kind);
    if (!handIn) throw new Error(`the self-test chose ${kind}, which it was not given`);
    const pool = this.#deps.makePool(handIn);
    this.#pool = { handIn: kind, pool };
    await old?.pool.close();
    return pool;
  }

  async #sweep(): Promise<void> {
    if (!this.#keeper.hasEngine) return;
    await sweep(this.#deps, await this.#beat.alive());
    if (this.#footing) this.#pool?.pool.refill();
  }

  async #every(ms: number, what: string, work: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await work().catch((error: unknown) => this.#deps.log.warn({ err: error }, `${what} failed and is tried again`));
      await this.#deps.engine.clock.sleep(ms, signal);
    }
  }
}
