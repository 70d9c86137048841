import { connectRedis } from '@twohours/server/redis/connect';
import { sharedKeys } from '@twohours/wire/job';
import Docker from 'dockerode';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { freePort, wallMs } from '../harness/clock.ts';
import { Person } from '../harness/person.ts';
import { OwnRedis, ServerProcess } from '../harness/processes.ts';
import { SandboxProcess } from '../harness/sandbox.ts';
import { invite } from '../harness/server.ts';
import { EngineEvents } from './engine-events.ts';
import { PROGRAMS } from './programs.ts';
import { exerciseWithoutTrials } from './verdict-only.ts';

const PREFIX = 'twohours:';

/** Everything that `npm start` runs, in processes of their own, and what looks at it from outside. */
export interface Stack {
  readonly url: string;
  readonly admin: Person;
  readonly redis: ReturnType<typeof connectRedis>;
  readonly keys: ReturnType<typeof sharedKeys>;
  readonly docker: Docker;
  readonly browser: Browser;
  /** What the engine says of the sandbox's containers. */
  readonly events: EngineEvents;
  /** Of the containers that are no part of the product, so that whoever cleans up finds them. */
  readonly labels: Record<string, string>;
  readonly sandboxInstance: string;
  readonly image: string;
  readonly pids: { readonly sandbox: number; readonly server: number; readonly redis: number };
}

/** Takes down what was put up, the last thing first, whatever fails. */
export class Cleanups {
  readonly #all: (() => Promise<unknown>)[] = [];

  add<T>(thing: T, close: (thing: T) => Promise<unknown>): T {
    this.#all.push(() => close(thing));
    return thing;
  }

  async run(): Promise<void> {
    for (const close of this.#all.splice(0).toReversed()) {
      await close().catch((error: unknown) => process.stderr.write(`cleaning up: ${String(error)}\n`));
    }
  }
}

export async function startStack(image: string, cleanups: Cleanups): Promise<Stack> {
  const docker = new Docker();
  const ownRedis = cleanups.add(await OwnRedis.start(), (each) => each.close());
  const exercises = cleanups.add(await exerciseWithoutTrials(PROGRAMS.light), (each) => each.remove());
  const environment = { REDIS_URL: ownRedis.url, EXERCISES_DIR: exercises.dir };
  const server = cleanups.add(await ServerProcess.start(await freePort(), environment), (each) => each.kill('SIGTERM'));
  const sandbox = cleanups.add(await SandboxProcess.start(PREFIX, ownRedis.url), (each) => each.close());
  const redis = cleanups.add(connectRedis(ownRedis.url), async (each) => each.quit());
  const events = cleanups.add(await EngineEvents.listen(docker, sandbox.instance), async (each) => each.close());
  const browser = cleanups.add(await launchBrowser(), (each) => each.close());
  const admin = new Person(server.url);
  const token = (await server.firstAdminLink()).split('#')[1] ?? '';
  await admin.call('acceptStaffLink', { body: { token, name: 'Bench', email: 'bench@example.org', password: 'correct horse battery' } });
  const pids = { sandbox: sandbox.pid ?? 0, server: server.pid ?? 0, redis: ownRedis.pid ?? 0 };
  return {
    url: server.url,
    admin,
    redis,
    keys: sharedKeys(PREFIX),
    docker,
    browser,
    events,
    labels: { 'twohours.instance': `${sandbox.instance}-beside` },
    sandboxInstance: sandbox.instance,
    image,
    pids,
  };
}

let invited = 0;

/** Someone who has started, with more time than any benchmark takes. */
export async function newAttempt({ url, admin }: Pick<Stack, 'url' | 'admin'>, exercise: string) {
  invited += 1;
  const one = await invite(url, wallMs(), admin, { exercise, email: `candidate-${invited}@example.org` });
  await one.candidate.call('startAttempt');
  await admin.call('addMinutes', { params: { attempt: one.attempt }, body: { minutes: 480, reason: 'A benchmark.' } });
  return one;
}
