import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { hasPackages, installPackages, linkNode } from './setup/npm-packages.js';
import { NODE, ROOT, withTools } from './setup/paths.js';
import { main, step } from './setup/step.js';

/** `npm run verify-bundle -- FILE`: npm packages, and nothing else of the set-up; then the check, on the pinned Node. */
await main(async () => {
  if (!hasPackages()) await step('npm packages', installPackages);
  linkNode();
  const args = [join(ROOT, 'server/src/bundles/verify-main.ts'), ...process.argv.slice(2)];
  // A file is named from where the command was given, and npm goes elsewhere.
  const child = spawn(NODE, args, { cwd: process.env.INIT_CWD ?? process.cwd(), env: withTools(process.env), stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return Number(code ?? 1);
});
