import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from './command.js';

/*
  The Docker engine, asked directly: checks on every start must not cost a docker command each. An address that plain
  HTTP does not reach (ssh, TLS) is only ever asked by the docker command.
*/

/** @param {NodeJS.ProcessEnv} env */
export function engineAddress(env) {
  if (env.DOCKER_HOST) return env.DOCKER_HOST;
  const sockets = ['/var/run/docker.sock', join(env.XDG_RUNTIME_DIR ?? '/run', 'docker.sock'), join(homedir(), '.docker/run/docker.sock')];
  return `unix://${sockets.find((path) => existsSync(path)) ?? sockets[0]}`;
}

/** @param {string} address */
function reach(address) {
  const url = new URL(address);
  if (url.protocol === 'unix:') return { socketPath: url.pathname };
  if ((url.protocol === 'tcp:' || url.protocol === 'http:') && !process.env.DOCKER_TLS_VERIFY)
    return { host: url.hostname, port: url.port || '2375' };
  return undefined;
}

/**
 * @param {string} address
 * @param {string} method
 * @param {string} path
 * @param {number} [timeoutMs]
 * @returns {Promise<{ status: number, body: string }>} status 0 and the system's error code when there was no answer
 */
function engineCall(address, method, path, timeoutMs = 5_000) {
  const where = reach(address);
  return new Promise((resolve) => {
    if (!where) {
      resolve({ status: 0, body: 'ENOTSUP' });
      return;
    }
    const call = request({ ...where, method, path, timeout: timeoutMs, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      response.on('error', () => resolve({ status: 0, body: 'ECONNRESET' }));
    });
    call.on('timeout', () => call.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
    call.on('error', (error) => resolve({ status: 0, body: 'code' in error ? String(error.code) : error.message }));
    call.end();
  });
}

/**
 * @param {string} address
 * @returns {Promise<'answers' | 'refused' | 'silent'>} refused: it is there, and this user may not talk to it
 */
export async function engineState(address) {
  if (!reach(address)) {
    const asked = await run('docker', ['version', '--format', '{{.Server.Version}}'], { timeoutMs: 10_000 });
    return asked.code === 0 ? 'answers' : 'silent';
  }
  const { status, body } = await engineCall(address, 'GET', '/_ping');
  if (status === 200) return 'answers';
  return body === 'EACCES' || body === 'EPERM' ? 'refused' : 'silent';
}

/**
 * @param {string} address
 * @param {string} name
 */
export async function hasImage(address, name) {
  if (!reach(address)) return (await run('docker', ['image', 'inspect', name], { timeoutMs: 10_000 })).code === 0;
  return (await engineCall(address, 'GET', `/images/${encodeURIComponent(name)}/json`)).status === 200;
}

/**
 * Removes what carries a label, running or not.
 * @param {string} address
 * @param {string} label
 * @returns {Promise<number>} how many containers there were
 */
export async function removeLabelled(address, label) {
  const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
  const containers = await engineCall(address, 'GET', `/containers/json?all=1&filters=${filters}`);
  if (containers.status !== 200) return 0;
  const ids = /** @type {{ Id: string }[]} */ (JSON.parse(containers.body)).map(({ Id }) => Id);
  await Promise.all(ids.map((id) => engineCall(address, 'DELETE', `/containers/${id}?force=1&v=1`, 15_000)));
  const volumes = await engineCall(address, 'GET', `/volumes?filters=${filters}`);
  const named = volumes.status === 200 ? /** @type {{ Volumes: { Name: string }[] | null }} */ (JSON.parse(volumes.body)).Volumes : [];
  await Promise.all((named ?? []).map(({ Name }) => engineCall(address, 'DELETE', `/volumes/${Name}?force=1`)));
  return ids.length;
}
