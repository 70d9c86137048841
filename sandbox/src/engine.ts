import Docker from 'dockerode';
import type { Logger } from 'pino';
import { within, type SandboxClock } from './clock.ts';
import { Fault } from './fault.ts';

/** A Docker engine that does not answer within this is as good as none. */
const CALL_MS = 15_000;
const REMOVE_TRIES = 3;
const NO_SUCH_CONTAINER = 404;
const CONFLICT = 409;

export interface EngineDeps {
  readonly docker: Docker;
  readonly clock: SandboxClock;
  readonly log: Pick<Logger, 'error' | 'warn'>;
}

/** The Docker engine, every call to it with a time limit. */
export class Engine {
  readonly docker: Docker;
  readonly clock: SandboxClock;
  /** Ids of containers that somebody still needs, or that are being removed. */
  readonly inUse = new Set<string>();
  /** Those that could not be removed, and still use what they were given; the sweep goes on trying. What to do once each is gone. */
  readonly stuck = new Map<string, () => Promise<void>>();
  readonly #log: EngineDeps['log'];
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(deps: EngineDeps) {
    this.docker = deps.docker;
    this.clock = deps.clock;
    this.#log = deps.log;
  }

  async call<T>(what: string, work: (abortSignal: AbortSignal) => Promise<T>, ms = CALL_MS): Promise<T> {
    try {
      return await within(this.clock, ms, `Docker's ${what}`, work);
    } catch (cause) {
      throw new Fault(`Docker's ${what} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  }

  /** Ends and removes it, off the critical path, once `before` is settled. */
  release(container: Docker.Container, then: () => Promise<void>, before: Promise<void> = Promise.resolve()): void {
    const removal = before.then(async () => this.#remove(container)).then(then);
    const quiet = removal.catch((error: unknown) => {
      this.stuck.set(container.id, then);
      this.inUse.delete(container.id);
      this.#log.error({ err: error, container: container.id }, 'a container could not be removed; the sweep tries again');
    });
    void this.track(quiet);
  }

  /** `idle` waits for it. */
  track<T>(work: Promise<T>): Promise<T> {
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    this.#underWay.add(settled);
    void settled.then(() => this.#underWay.delete(settled));
    return work;
  }

  /** No container of ours is left, nor is one being made. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async #remove(container: Docker.Container): Promise<void> {
    for (let left = REMOVE_TRIES; ; left -= 1) {
      try {
        return await this.remove(container);
      } catch (error) {
        if (left <= 1) throw error;
        this.#log.warn({ err: error, container: container.id }, 'removing a container is tried again');
      }
    }
  }

  async remove(container: Docker.Container): Promise<void> {
    await this.call('remove', (abortSignal) => container.remove({ force: true, v: true, abortSignal }).catch(unlessGone));
    const then = this.stuck.get(container.id);
    this.stuck.delete(container.id);
    await then?.();
  }
}

/** 404: it is gone. 409: it is not running, or is being removed already. */
function unlessGone(error: unknown): void {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (status !== NO_SUCH_CONTAINER && status !== CONFLICT) throw error;
}

/** Reads DOCKER_HOST and its companions from the environment. */
export function connectDocker(): Docker {
  return new Docker();
}
