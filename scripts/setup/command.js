import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @typedef {object} Ended
 * @property {number} code 127 when there is no such program, 128 + n after a signal we did not ask for
 * @property {string} stdout
 * @property {string} stderr
 * @property {string} text both, as they came
 */

/**
 * Runs a program to its end and keeps what it says. Never throws: whoever calls decides what a code means.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, input?: string, show?: boolean }} [options]
 * @returns {Promise<Ended>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...(options.cwd ? { cwd: options.cwd } : {}),
      env: options.env ?? process.env,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.timeoutMs ? { timeout: options.timeoutMs, killSignal: 'SIGKILL' } : {}),
    });
    const ended = { code: 127, stdout: '', stderr: '', text: '' };
    const keep = (/** @type {'stdout' | 'stderr'} */ stream) => (/** @type {string} */ text) => {
      ended[stream] += text;
      ended.text += text;
      if (options.show) process[stream].write(text);
    };
    child.stdout.setEncoding('utf8').on('data', keep('stdout'));
    child.stderr.setEncoding('utf8').on('data', keep('stderr'));
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    child.on('error', (error) => {
      ended.text ||= error.message;
      resolve(ended);
    });
    child.on('close', (code) => resolve({ ...ended, code: code ?? 128 }));
  });
}

/**
 * The same, for a step that cannot go on without it.
 * @param {Parameters<typeof run>} call
 */
export async function mustRun(...call) {
  const ended = await run(...call);
  if (ended.code !== 0) {
    const last = ended.text.trimEnd().split('\n').slice(-30).join('\n');
    throw new Error(`${call[0]} ${call[1].join(' ')} ended with ${ended.code}\n${last}`);
  }
  return ended;
}

/**
 * Where a program is, as a shell would find it. Administrators' folders count also when they are not on PATH.
 * @param {string} name
 * @param {string} [path]
 */
export function find(name, path = process.env.PATH ?? '') {
  for (const folder of [...path.split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin']) {
    if (folder === '') continue;
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      continue;
    }
  }
  return undefined;
}
