import { now } from '../setup/clock.js';
import { runtimeDir } from '../setup/paths.js';
import { setUp } from '../setup/set-up.js';
import { Stop } from '../setup/step.js';
import { askOther } from './single.js';
import { runStack } from './stack.js';

/**
 * From the command to the end of everything that it started.
 * @param {{ client: boolean }} wants
 * @param {Parameters<typeof runStack>[1]} layOut
 * @returns {Promise<number>} exit code
 */
export async function begin({ client }, layOut) {
  const since = now();
  const other = await askOther(runtimeDir(process.env));
  if (other !== undefined) {
    console.log(other);
    return 0;
  }
  const ready = await setUp({ args: process.argv.slice(2), browser: false, client, targets: ['compile', 'run'] });
  for (const { what, how } of ready.missing) {
    if (what === 'redis') throw new Stop(how);
    console.log(`\n${how}\nWithout it everything works but running code.\n`);
  }
  return runStack(ready, layOut, since);
}
