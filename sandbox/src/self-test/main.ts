import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findAvailability } from '../availability.ts';
import { systemClock } from '../clock.ts';
import { readConfigWithoutRedis } from '../config.ts';
import { connectDocker, Engine } from '../engine.ts';
import { HandInFolders } from '../hand-in-folder.ts';
import { HandInVolumes } from '../hand-in-volume.ts';
import { removeLeftovers } from '../leftovers.ts';
import { askEngine } from './about-engine.ts';
import { accountJson, accountText } from './account.ts';
import { decide } from './decide.ts';
import { selfTest } from './self-test.ts';

/*
  `npm run sandbox:self-test [-- --json]`, and inside the compose service `node sandbox/src/self-test/main.ts`: what the
  sandbox does before it takes jobs, for an operator to look at. Exit code 0 when jobs would be taken.
*/
const { values: options } = parseArgs({ options: { json: { type: 'boolean', default: false }, yes: { type: 'boolean', short: 'y' } } });

process.umask(0o022);
const config = readConfigWithoutRedis(process.env);
const say = (text: string) => process.stderr.write(`${text}\n`);
const log = {
  error: (_: object, text?: string) => say(text ?? ''),
  warn: (_: object, text?: string) => say(text ?? ''),
  debug: () => undefined,
};

/** Of its own, so that a sandbox that runs beside it takes its containers for nobody's. */
const instance = 'self-test';
const worker = `self-test-${process.pid}-${randomBytes(6).toString('hex')}`;
const runtime = config.SANDBOX_RUNTIME;
const engine = new Engine({ docker: connectDocker(), clock: systemClock, log });
const folders = new HandInFolders(join(config.RUNTIME_DIR, 'sandbox', instance), worker);
const volumes = new HandInVolumes({ engine, instance, worker });
const handIns = [folders, volumes].filter(({ kind }) => config.SANDBOX_HAND_IN === 'auto' || config.SANDBOX_HAND_IN === kind);

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

async function run(): Promise<number> {
  const found = await findAvailability(engine, config.SANDBOX_IMAGE, log);
  if (found.state === 'unavailable') {
    say(found.reason);
    return 1;
  }
  await removeLeftovers({ engine, instance, worker, handIns, log });
  const { images } = found;
  const report = await selfTest({ engine, handIns, runtime, instance, worker, log }, images, stop.signal);
  const decision = decide(report.results, { runtime, allowsUnlimitedRunsc: config.SANDBOX_ALLOW_UNLIMITED_RUNSC });
  const account = { report, decision, engine: await askEngine(engine), runtime, images };
  process.stdout.write(options.json ? accountJson(account) : accountText(account));
  return decision.state === 'passed' && !stop.signal.aborted ? 0 : 1;
}

try {
  process.exitCode = await run();
} finally {
  await engine.idle();
  for (const handIn of handIns) await handIn.removeAll().catch(() => undefined);
}
