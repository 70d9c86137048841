import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { until } from './clock.js';
import { find, run } from './command.js';
import { engineState } from './engine.js';

const PLACES = { log: '/var/log/dockerd.log', pidFile: '/var/run/docker.pid' };

/**
 * One that is on its way up holds its pid file before it answers; a second one would take down its network.
 * @param {string} pidFile
 */
const isComingUp = (pidFile) => existsSync(pidFile) && existsSync(`/proc/${readFileSync(pidFile, 'utf8').trim()}/exe`);

/**
 * Starts the machine's Docker engine, where none answers. It belongs to the machine from then on, and outlives us.
 * @param {import('./machine.js').Machine} machine
 * @param {string} address
 * @param {typeof PLACES} [places]
 * @returns {Promise<string | undefined>} what went wrong, in a sentence
 */
export async function startEngine(machine, address, { log, pidFile } = PLACES) {
  const answers = async () => (await engineState(address)) === 'answers';
  if (await answers()) return undefined;
  const program = find('dockerd');
  if (!program) return 'Docker is not installed.';
  if (machine.hasSystemd) {
    const started = await run('systemctl', ['start', 'docker'], { timeoutMs: 90_000 });
    if (await until(answers, { withinMs: 10_000 })) return undefined;
    return `systemctl start docker ended with ${started.code}: \`journalctl -u docker\` says more.`;
  }
  let hasEnded = false;
  if (!isComingUp(pidFile)) {
    const output = openSync(log, 'a');
    const child = spawn(program, [], { detached: true, stdio: ['ignore', output, output] });
    closeSync(output);
    child.on('exit', () => (hasEnded = true));
    child.on('error', () => (hasEnded = true));
    child.unref();
  }
  await until(async () => hasEnded || (await answers()), { withinMs: 45_000, everyMs: 100 });
  if (await answers()) return undefined;
  return `dockerd does not come up here. The end of ${log}:\n${lastLines(log, 5)}`;
}

/**
 * @param {string} path
 * @param {number} count
 */
function lastLines(path, count) {
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-count).join('\n') : '';
}
