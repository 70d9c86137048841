import { main } from './setup/step.js';
import { urlOf } from './supervisor/address.js';
import { begin } from './supervisor/begin.js';
import { part } from './supervisor/parts.js';

/** `npm start`: everything on one machine. Runs on whatever Node the machine has; what it starts runs on the pinned one. */
await main(() =>
  begin({ client: true }, async (host, port) => {
    const open = urlOf(host, port);
    const parts = [part('server', 'server/src/main.ts', { PORT: String(port) }), part('sandbox', 'sandbox/src/main.ts')];
    return { open: process.env.PUBLIC_URL ?? open, ready: `${open}/readyz`, parts };
  }),
);
