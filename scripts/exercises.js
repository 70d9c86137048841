import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { NODE, ROOT, runtimeDir, withTools } from './setup/paths.js';
import { setUp } from './setup/set-up.js';
import { main, Stop } from './setup/step.js';

/** `npm run exercises [-- …]`: set-up, then the exercise prover on the pinned Node, whether the stack runs or not. */
await main(async () => {
  const args = process.argv.slice(2);
  // Standard output is the answer's alone.
  if (args.includes('--json')) process.stdout.write = process.stderr.write.bind(process.stderr);
  const ready = await setUp({ args: ['--yes'], browser: false, client: false, targets: ['compile', 'run'] });
  const [missing] = ready.missing.filter(({ what }) => what === 'docker');
  // What lays out a new one runs no code.
  if (missing && args[0] !== 'new') throw new Stop(missing.how);
  // Beside the stack's, which empties its own when it stops.
  const runtime = `${runtimeDir(process.env)}-prover-${process.pid}`;
  const env = {
    ...process.env,
    SANDBOX_IMAGE: process.env.SANDBOX_IMAGE || ready.image,
    DOCKER_HOST: ready.engine,
    RUNTIME_DIR: process.env.RUNTIME_DIR || runtime,
  };
  const child = spawn(NODE, [join(ROOT, 'sandbox/src/prover/main.ts'), ...args], { cwd: ROOT, env: withTools(env), stdio: 'inherit' });
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on('SIGTERM', forward);
  // A terminal sends it to both; we wait for the other to clean up.
  process.on('SIGINT', () => undefined);
  const [code] = await once(child, 'exit');
  rmSync(runtime, { recursive: true, force: true });
  return Number(code ?? 1);
});
