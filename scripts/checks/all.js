import { now } from '../setup/clock.js';
import { boundaries } from './boundaries.js';
import { deadCode, format, lint } from './tools.js';
import { types } from './types.js';

/** Each finds complaints; all of them run, so that one look shows everything. */
const CHECKS = /** @type {const} */ ([
  ['types', types],
  ['lint', lint],
  ['boundaries', boundaries],
  ['dead code', deadCode],
  ['format', format],
]);

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function runChecks() {
  let failed = 0;
  for (const [name, check] of CHECKS) {
    const start = now();
    const complaints = await check();
    const seconds = ((now() - start) / 1_000).toFixed(1);
    console.log(`${complaints.length === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
    if (complaints.length > 0) console.log(`${complaints.join('\n')}\n`);
    failed += complaints.length === 0 ? 0 : 1;
  }
  if (failed > 0) console.log(`${failed} of ${CHECKS.length} checks found something. \`npm run format\` mends the format.`);
  return { passed: CHECKS.length - failed, failed };
}
