import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findBrowser } from './setup/browser.js';
import { NODE, ROOT, withTools } from './setup/paths.js';
import { setUp } from './setup/set-up.js';
import { main, Stop } from './setup/step.js';

/** `npm run bench -- run [--json] [--rounds N]`: set-up, then the benchmark on the pinned Node. */
await main(async () => {
  // Standard output is for the result alone.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const ready = await setUp({ args: ['--yes'], browser: true, client: true, targets: ['compile', 'run', 'go'] });
  const [missing] = ready.missing;
  if (missing) throw new Stop(missing.how);
  const env = { ...process.env, SANDBOX_IMAGE: ready.image, DOCKER_HOST: ready.engine, CHROMIUM: findBrowser(process.env) };
  const child = spawn(NODE, [join(ROOT, 'test/src/bench/main.ts'), ...process.argv.slice(2)], { cwd: ROOT, env: withTools(env), stdio: 'inherit' });
  // It is the child that has something to clean up. A terminal's Ctrl-C has reached it by itself.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => void child.kill());
  const [code] = await once(child, 'exit');
  return Number(code ?? 1);
});
