import { BIN_DIR, ROOT } from './setup/paths.js';
import { main } from './setup/step.js';
import { freePort, urlOf } from './supervisor/address.js';
import { begin } from './supervisor/begin.js';
import { part } from './supervisor/parts.js';

/** `npm run dev`: the same, with Vite in front, and server and sandbox started again when their files change. */
await main(() =>
  begin({ client: false }, async (host, port) => {
    const open = urlOf(host, port);
    const behind = await freePort(host, 0);
    const env = { NODE_ENV: 'development', PORT: String(behind), PUBLIC_URL: process.env.PUBLIC_URL ?? open };
    const watch = ['--watch', '--watch-preserve-output'];
    const client = {
      name: 'client',
      args: [`${BIN_DIR}/vite`, `${ROOT}/client`, '--host', host, '--port', String(port), '--strictPort', '--clearScreen', 'false'],
      env: { NODE_ENV: 'development', TWOHOURS_SERVER: urlOf(host, behind) },
    };
    const parts = [part('server', 'server/src/main.ts', env, watch), part('sandbox', 'sandbox/src/main.ts', env, watch), client];
    return { open, ready: `${urlOf(host, behind)}/readyz`, parts };
  }),
);
