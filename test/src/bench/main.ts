import { parseArgs } from 'node:util';
import { benchReplay } from './bench-replay.ts';
import { benchRun } from './bench-run.ts';
import { Cleanups } from './stack.ts';
import { tableOf } from './table.ts';

const USAGE = 'usage: npm run bench -- run [--json] [--rounds N], or npm run bench -- replay [--json]';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '30' } },
});
const rounds = Number(values.rounds);
const image = process.env['SANDBOX_IMAGE'];
const [what] = positionals;
if ((what !== 'run' && what !== 'replay') || !Number.isInteger(rounds) || rounds < 1) throw new Error(USAGE);
if (image === undefined) throw new Error('SANDBOX_IMAGE is not set: run it with `npm run bench`.');

const cleanups = new Cleanups();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void cleanups.run().finally(() => process.exit(130)));
}
try {
  if (what === 'run') {
    const result = await benchRun(image, rounds, cleanups);
    console.log(values.json ? JSON.stringify(result, null, 2) : tableOf(result));
  } else {
    const result = await benchReplay(cleanups);
    if (values.json) console.log(JSON.stringify(result, null, 2));
    else console.table(result);
  }
} finally {
  await cleanups.run();
}
// A server in this process leaves timers behind that wait for nobody.
process.exit();
