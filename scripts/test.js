import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './checks/all.js';
import { findBrowser } from './setup/browser.js';
import { filesBelow } from './setup/hash.js';
import { BIN_DIR, NODE, ROOT, withTools } from './setup/paths.js';
import { setUp } from './setup/set-up.js';
import { main } from './setup/step.js';
import { choose } from './testing/projects.js';
import { countOf, summary, total } from './testing/report.js';

/**
 * Runs a program of ours on the pinned Node, shown as it goes.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>} whether its exit code was 0
 */
async function show(args, env) {
  const child = spawn(NODE, args, { cwd: ROOT, env: withTools(env), stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(child, 'exit');
  return code === 0;
}

/** `npm test`: set-up, every check, every test; what cannot run is named, and with CI set it is a failure. */
await main(async () => {
  const ready = await setUp({ args: process.argv.slice(2), browser: true, client: true, targets: ['compile', 'run', 'go'] });
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, SANDBOX_IMAGE: ready.image, DOCKER_HOST: ready.engine, CHROMIUM: findBrowser(process.env) };
  const counts = [];

  console.log('\nChecks');
  counts.push({ ...(await runChecks()), skipped: 0 });

  const { runs, skips } = choose(ready.missing);
  const folder = mkdtempSync(join(tmpdir(), 'twohours-test-'));
  try {
    const file = join(folder, 'report.json');
    const args = [
      'run',
      ...runs.map(({ name }) => `--project=${name}`),
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ];
    const isClean = await show([join(BIN_DIR, 'vitest'), ...args], env);
    counts.push(countOf(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined, isClean));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  const files = filesBelow(ROOT, (path) => !/(?:^|\/)(?:node_modules|dist|[.][^/]+)$/.test(path));
  for (const { project, reasons } of skips) {
    const skipped = files.filter((path) => project.suffix.test(path)).length;
    console.log(`\nSkipped: ${skipped} files of ${project.name} tests. ${reasons.join(' ')}`);
    counts.push({ passed: 0, failed: env.CI ? skipped : 0, skipped: env.CI ? 0 : skipped });
  }
  if (skips.length > 0 && env.CI) console.log('With CI set, tests that are skipped count as failed.');

  const all = total(counts);
  console.log(`\n${summary(all)}`);
  return all.failed > 0 ? 1 : 0;
});
