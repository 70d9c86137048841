import type { SandboxHealth } from '@twohours/wire/job';
import type { Logger } from 'pino';
import type { SandboxClock } from './clock.ts';
import type { HandIn } from './hand-in.ts';
import type { Images } from './images.ts';
import type { Availability } from './availability.ts';
import { decide, type Decision, type Leniency } from './self-test/decide.ts';
import { sentencesOf } from './self-test/result.ts';
import type { SelfTestReport } from './self-test/self-test.ts';

export type Standing =
  | { readonly state: 'ready'; readonly images: Images; readonly handIn: HandIn['kind'] }
  | { readonly state: 'unavailable'; readonly reason: string };

export interface StandingKeeperDeps {
  readonly clock: Pick<SandboxClock, 'monotonicMs'>;
  readonly find: () => Promise<Availability>;
  /** Never rejects for what it found. */
  readonly test: (images: Images, signal: AbortSignal) => Promise<SelfTestReport>;
  readonly leniency: Leniency;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** A self-test has ended: whoever looks now need not wait for the next round. */
  readonly onTested: () => void;
}

const HOUR_MS = 3_600_000;
/** After one that found something; and after one that could not try everything, which may just have been the load. */
const AGAIN_MS = { 'not-held': 60_000, untried: 5_000 } as const;

const CHECKING = 'Code cannot be run at the moment: the sandbox is checking that it is sealed, which takes a few seconds.';
const UNTRIED = 'Code cannot be run at the moment: the sandbox could not finish checking that it is sealed, and tries again.';
const NOT_SEALED =
  'Code cannot be run at the moment: the sandbox has found that it is not sealed well enough, and waits for its operator. Your work is saved all the same.';

interface Tested {
  readonly images: Images;
  readonly handIn: HandIn['kind'];
  readonly decision: Decision;
  readonly nextAtMs: number;
}

/**
 * Whether candidates' code may be executed. Not before a self-test has passed with these images, and not after an outage of
 * the engine before another one has: what comes back may be configured differently. It is repeated every hour, while jobs go
 * on. An engine that went away meanwhile makes no failure: what was seen then counts for nothing.
 */
export class StandingKeeper {
  readonly #deps: StandingKeeperDeps;
  readonly #closed = new AbortController();
  #tested: Tested | undefined;
  #underWay: Promise<void> | undefined;
  /** Changes with every outage: a self-test that saw one is of no use. */
  #outages = 0;
  #hasEngine = false;
  /** The hourly repetition could not try everything, once. */
  #isInDoubt = false;

  constructor(deps: StandingKeeperDeps) {
    this.#deps = deps;
  }

  async look(): Promise<Standing> {
    const found = await this.#deps.find();
    this.#hasEngine = found.state === 'ready';
    if (found.state === 'unavailable') {
      this.#outages += 1;
      this.#tested = undefined;
      return found;
    }
    const { images } = found;
    if (this.#tested && !isSame(this.#tested.images, images)) this.#tested = undefined;
    if (!this.#underWay && (this.#tested?.nextAtMs ?? 0) <= this.#deps.clock.monotonicMs()) this.#begin(images);
    if (!this.#tested) return { state: 'unavailable', reason: CHECKING };
    const { decision, handIn } = this.#tested;
    if (decision.state === 'failed') return { state: 'unavailable', reason: isOnlyUntried(decision) ? UNTRIED : NOT_SEALED };
    return { state: 'ready', images: this.#tested.images, handIn };
  }

  /** Engine and images were there at the last look, whatever the self-test says. */
  get hasEngine(): boolean {
    return this.#hasEngine;
  }

  /** For health. */
  get selfTest(): NonNullable<SandboxHealth['selfTest']> {
    const { decision } = this.#tested ?? {};
    const names = (results: Decision['failed'] = []) => results.map((result) => result.class);
    return { state: decision?.state ?? 'running', failed: names(decision?.failed), tolerated: names(decision?.tolerated) };
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#underWay;
  }

  #begin(images: Images): void {
    if (this.#closed.signal.aborted) return;
    this.#underWay = this.#test(images)
      .catch((error: unknown) => this.#deps.log.error({ err: error }, 'the self-test itself failed and is tried again'))
      .finally(() => {
        this.#underWay = undefined;
        if (!this.#closed.signal.aborted) this.#deps.onTested();
      });
  }

  async #test(images: Images): Promise<void> {
    const { clock, find, leniency, test } = this.#deps;
    const outages = this.#outages;
    const report = await test(images, this.#closed.signal);
    const decision = decide(report.results, leniency);
    const wasThere = decision.state === 'passed' || (await find()).state === 'ready';
    if (!wasThere || this.#outages > outages || this.#closed.signal.aborted) return;
    this.#isInDoubt = !this.#isInDoubt && isOnlyUntried(decision) && this.#tested?.decision.state === 'passed';
    this.#say(report, decision);
    const nextAtMs = clock.monotonicMs() + pauseAfter(decision);
    this.#tested = this.#isInDoubt && this.#tested ? { ...this.#tested, nextAtMs } : { images, handIn: report.handIn, decision, nextAtMs };
  }

  #say({ handIn, tookMs }: SelfTestReport, { state, failed, tolerated }: Decision): void {
    const { log } = this.#deps;
    for (const sentence of sentencesOf(failed)) log.error(`self-test: ${sentence}`);
    for (const sentence of sentencesOf(tolerated))
      log.error(`self-test: ${sentence} Let pass because SANDBOX_ALLOW_UNLIMITED_RUNSC is set: for development only.`);
    log.info({ handIn, tookMs, state }, 'self-test: done');
  }
}

function isOnlyUntried({ state, failed }: Decision): boolean {
  return state === 'failed' && failed.every((result) => result.held === 'untried');
}

function pauseAfter(decision: Decision): number {
  if (decision.state === 'passed') return HOUR_MS;
  return isOnlyUntried(decision) ? AGAIN_MS.untried : AGAIN_MS['not-held'];
}

function isSame(a: Images, b: Images): boolean {
  return a.compile === b.compile && a.run === b.run;
}
