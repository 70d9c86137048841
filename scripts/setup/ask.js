import { createInterface } from 'node:readline/promises';

/**
 * Whether there is nobody to ask, or they said yes before. `npm start --yes` reaches us as npm's own setting.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} isTerminal
 */
export function goesAhead(args, env, isTerminal) {
  return !isTerminal || args.includes('--yes') || args.includes('-y') || Boolean(env.CI) || env.npm_config_yes === 'true';
}

/** @param {string} question */
export async function ask(question) {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(`${question} [Y/n] `);
    return /^(?:|y|yes)$/i.test(answer.trim());
  } catch (reason) {
    // Ctrl-C is an answer.
    if (reason instanceof Error && reason.name === 'AbortError') return false;
    throw reason;
  } finally {
    terminal.close();
  }
}
