import { runChecks } from './checks/all.js';
import { main } from './setup/step.js';

/** `npm run check`: what can be found without running anything. */
await main(async () => ((await runChecks()).failed > 0 ? 1 : 0));
