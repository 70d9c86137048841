import { run } from '../setup/command.js';
import { ROOT, withTools } from '../setup/paths.js';

/**
 * A tool whose exit code says whether it found something.
 * @param {string} program
 * @param {...string} args
 */
const tool =
  (program, ...args) =>
  async () => {
    const ended = await run(program, args, { cwd: ROOT, env: withTools(process.env) });
    return ended.code === 0 ? [] : [ended.text.trimEnd()];
  };

export const lint = tool('oxlint', '--type-aware', '--deny-warnings', '--report-unused-disable-directives');
export const deadCode = tool('knip', '--no-progress', '--no-config-hints');
export const format = tool('oxfmt', '--list-different');
