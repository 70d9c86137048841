import { parseArgs } from 'node:util';
import { benchRun } from './run.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '15' } },
});
if (positionals[0] !== 'run') throw new Error('usage: npm run bench -- run [--json] [--rounds N]');

const result = await benchRun(Number(values.rounds));
if (values.json) {
  console.log(JSON.stringify(result, null, 2));
} else {
  console.log(`median and p95 in ms of ${result.rounds} rounds each, without the tests' own time`);
  for (const [name, { overheadMs, plainMs, overheadToPlain }] of Object.entries(result.programs)) {
    console.log(
      `${name}: ours ${overheadMs.median} (${overheadMs.p95}), plain go test -race ${plainMs.median} (${plainMs.p95}), overheadToPlain ${overheadToPlain}`,
    );
  }
}
