import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../setup/command.js';
import { BIN_DIR, NODE, ROOT, withTools } from '../setup/paths.js';

const CONFIG = join(ROOT, '.dependency-cruiser.cjs');
const TEACH_SWC = new URL('teach-swc.js', import.meta.url).href;
const FIXTURE = 'scripts/testing/fixtures/boundaries';
/** A parser that cannot read TypeScript sees nothing to complain about, and says so with exit code 0. */
const FEWEST_MODULES = 20;

/**
 * @typedef {{ from: string, to: string, rule: { name: string }, comment?: string }} Violation
 * @typedef {{ summary: { violations: Violation[], totalCruised: number } }} Cruise
 */

/**
 * @param {string} cwd
 * @param {readonly string[]} folders
 * @returns {Promise<Cruise['summary']>}
 */
async function cruise(cwd, folders) {
  const args = ['--import', TEACH_SWC, join(BIN_DIR, 'depcruise'), '--config', CONFIG, '--output-type', 'json', ...folders];
  const ended = await run(NODE, args, { cwd, env: withTools(process.env) });
  try {
    return /** @type {Cruise} */ (JSON.parse(ended.stdout)).summary;
  } catch (cause) {
    throw new Error(`dependency-cruiser ended with ${ended.code}: ${ended.text.slice(0, 2_000)}`, { cause });
  }
}

/** @param {Violation} violation */
const sentence = ({ from, to, rule }) => `${from} → ${to}: ${rule.name}`;

/** The packages against the rules, and the rules against a fixture that breaks one. */
export async function boundaries() {
  const root = /** @type {{ workspaces: string[] }} */ (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  const folders = [...new Set([...root.workspaces, 'scripts'].map((folder) => folder.split('/')[0] ?? folder))];
  const { violations, totalCruised } = await cruise(ROOT, folders);
  const complaints = violations.map(sentence);
  if (totalCruised < FEWEST_MODULES) complaints.push(`only ${totalCruised} modules were read; there are more than ${FEWEST_MODULES}`);
  const found = await violationsOfFixture();
  if (!found.includes('server-knows-no-other-part')) complaints.push(`the forbidden import of ${FIXTURE} was not reported: the rules do not bite`);
  return complaints;
}

/** Names of the rules that the fixture is found to break. */
export async function violationsOfFixture() {
  const { violations } = await cruise(join(ROOT, FIXTURE), ['server', 'sandbox']);
  return violations.map(({ rule }) => rule.name);
}
