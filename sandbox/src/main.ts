import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { systemClock } from './clock.ts';
import { readConfig } from './config.ts';
import { connectDocker, Engine } from './engine.ts';
import { serveHealth } from './health-server.ts';
import { HandInFolders } from './hand-in-folder.ts';
import { HandInVolumes } from './hand-in-volume.ts';
import { operatorLimits } from './limits.ts';
import { Pool } from './pool.ts';
import { ProgramCache } from './program-cache.ts';
import { connectRedis, installationName } from './redis.ts';
import { SandboxWorker } from './worker.ts';

const STOP_MS = 20_000;
const PROGRAM_CACHE_BYTES = 128 * 1024 ** 2;

// Programs that containers execute must be theirs to execute, whoever started us.
process.umask(0o022);
const config = readConfig(process.env);
const log = pino({ level: config.LOG_LEVEL });
const worker = `${hostname().replaceAll(/[^A-Za-z0-9.-]/g, '-')}-${randomBytes(6).toString('hex')}`;
const redis = connectRedis(config.REDIS_URL);
const subscriber = connectRedis(config.REDIS_URL);
const instance = config.TWOHOURS_INSTANCE ?? (await installationName(redis, config.REDIS_PREFIX));
const runtimeDir = join(config.RUNTIME_DIR, 'sandbox', instance);
const engine = new Engine({ docker: connectDocker(), clock: systemClock, log });
const slots = config.SANDBOX_SLOTS;
const runtime = config.SANDBOX_RUNTIME;
// Folders come first, being faster.
const handIns = [new HandInFolders(runtimeDir, worker), new HandInVolumes({ engine, instance, worker })];
const sandbox = new SandboxWorker({
  redis,
  subscriber,
  prefix: config.REDIS_PREFIX,
  engine,
  handIns: handIns.filter(({ kind }) => config.SANDBOX_HAND_IN === 'auto' || config.SANDBOX_HAND_IN === kind),
  makePool: (handIn) => new Pool({ engine, handIn, runtime, instance, worker, size: slots, slots, log }),
  runtime,
  allowsUnlimitedRunsc: config.SANDBOX_ALLOW_UNLIMITED_RUNSC,
  programs: new ProgramCache(PROGRAM_CACHE_BYTES),
  operator: operatorLimits(config),
  image: config.SANDBOX_IMAGE,
  slots,
  instance,
  worker,
  dataDir: config.DATA_DIR,
  log,
});

const health =
  config.SANDBOX_PORT === undefined ? undefined : await serveHealth({ host: config.SANDBOX_HOST, port: config.SANDBOX_PORT }, () => sandbox.health);

// As in the server: a library that drops a promise when Redis goes away is no reason to go away too.
process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'a promise was rejected that nobody waits for'));

closeWithGrace({ delay: STOP_MS, logger: false, skip: ['unhandledRejection'] }, async ({ err }) => {
  if (err) log.error({ err }, 'stopping because of an error that nobody caught');
  health?.close();
  await sandbox.stop();
  await Promise.all([redis.quit(), subscriber.quit()]);
});

await sandbox.start();
