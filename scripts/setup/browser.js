import { find } from './command.js';

/**
 * The browser of the browser tests.
 * @param {NodeJS.ProcessEnv} env
 */
export function findBrowser(env) {
  return env.CHROMIUM || ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map((name) => find(name)).find(Boolean);
}
