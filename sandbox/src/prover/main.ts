import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ExerciseError } from '@twohours/exercises/complaint';
import { findExercises, SHIPPED, type FoundExercise } from '@twohours/exercises/find';
import { CannotLayOut, newExercise } from '@twohours/exercises/new-exercise';
import { findAvailability } from '../availability.ts';
import { systemClock } from '../clock.ts';
import { readConfigWithoutRedis } from '../config.ts';
import { connectDocker, Engine } from '../engine.ts';
import { HandInFolders } from '../hand-in-folder.ts';
import { HandInVolumes } from '../hand-in-volume.ts';
import { removeLeftovers } from '../leftovers.ts';
import { operatorLimits } from '../limits.ts';
import { Pool } from '../pool.ts';
import { ProgramCache } from '../program-cache.ts';
import { accountsJson, accountText, type Account } from './account.ts';
import { readOptions } from './options.ts';
import { holds } from './proof.ts';
import { NothingOfThatName } from './prove.ts';
import { proveFolder, proveRoles } from './prove-folder.ts';

/*
  `npm run exercises [-- <id> [--only <test|solution>] [--quick] [--json]]`: proves exercises on the path that grades
  candidates. Exit code 0 when everything that was tried holds.
  `npm run exercises -- new <id>`: lays out an exercise to begin with, in the first folder of EXERCISES_DIR, else among ours.
*/
const { values: options, positionals: ids } = readOptions(process.argv.slice(2));

process.umask(0o022);
const config = readConfigWithoutRedis(process.env);
const say = (text: string) => process.stderr.write(`${text}\n`);
const log = {
  error: (_: object, text?: string) => say(text ?? ''),
  warn: (_: object, text?: string) => say(text ?? ''),
  debug: () => undefined,
};

/** Of its own, so that a sandbox that runs beside it takes its containers for nobody's. */
const instance = 'prover';
const worker = `prover-${process.pid}-${randomBytes(6).toString('hex')}`;
const engine = new Engine({ docker: connectDocker(), clock: systemClock, log });
const handIn =
  config.SANDBOX_HAND_IN === 'volume'
    ? new HandInVolumes({ engine, instance, worker })
    : new HandInFolders(join(config.RUNTIME_DIR, 'sandbox', instance), worker);
const lanes = config.SANDBOX_SLOTS;
const pool = new Pool({ engine, handIn, runtime: config.SANDBOX_RUNTIME, instance, worker, size: lanes, slots: lanes, log });

const PROGRAMS_BYTES = 256 * 1024 ** 2;

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

const dirs = (process.env['EXERCISES_DIR'] ?? '').split(':').filter((dir) => dir !== '');

async function layOut(id: string): Promise<number> {
  const dir = await newExercise(dirs[0] ?? SHIPPED, id);
  process.stdout.write(
    `${dir} is an exercise that proves itself: npm run exercises -- ${id} --quick\nexercises/README.md says how it becomes yours.\n`,
  );
  return 0;
}

async function run(): Promise<number> {
  const chosen = await choose();
  if (!chosen) return 2;
  const found = await findAvailability(engine, config.SANDBOX_IMAGE, log);
  if (found.state === 'unavailable') {
    say(found.reason);
    return 1;
  }
  await removeLeftovers({ engine, instance, worker, handIns: [handIn], log });
  const route = { engine, images: found.images, pool, programs: new ProgramCache(PROGRAMS_BYTES), operator: operatorLimits(config), worker };
  const tell = (line: string) => {
    if (process.stderr.isTTY || options.verbose) say(`  ${line}`);
  };
  const wanted = { isQuick: options.quick, ...(options.only !== undefined && { only: options.only }) };
  // Once each is not about time: while some wait, others may compile.
  const inQuick = options.quick || options.only !== undefined;
  const accounts: Account[] = [];
  const report = (account: Account) => {
    accounts.push(account);
    if (!options.json) process.stdout.write(`${accountText(account)}\n`);
  };
  for (const { dir, id } of chosen)
    report(await proveFolder({ route, lanes: inQuick ? lanes + 1 : lanes, signal: stop.signal, tell }, { dir, id }, wanted));
  if (ids.length === 0) report(await proveRoles(chosen));
  if (options.json) process.stdout.write(accountsJson(accounts));
  return accounts.every(({ proofs }) => proofs.every(holds)) ? 0 : 1;
}

async function choose(): Promise<FoundExercise[] | undefined> {
  const all = await findExercises(dirs);
  const unknown = ids.filter((id) => !all.some((exercise) => exercise.id === id));
  if (unknown.length > 0) say(`There is no exercise ${unknown.join(', ')}. There are: ${all.map(({ id }) => id).join(', ')}.`);
  else if (options.only !== undefined && ids.length !== 1) say('--only is about one exercise: npm run exercises -- <id> --only <test|solution>');
  else return ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id));
  return undefined;
}

try {
  const [first, id] = ids;
  process.exitCode = first === 'new' && id !== undefined ? await layOut(id) : await run();
} catch (error) {
  const isForAuthors = error instanceof ExerciseError || error instanceof NothingOfThatName || error instanceof CannotLayOut;
  if (isForAuthors) say(error.message);
  else if (!stop.signal.aborted) throw error;
  process.exitCode = stop.signal.aborted ? 130 : 1;
} finally {
  await pool.close();
  await engine.idle();
  await handIn.removeAll().catch(() => undefined);
}
