import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

/** Real time, for tests that kill real processes. */
export async function pause(ms: number): Promise<void> {
  await wait(ms);
}

/** Milliseconds since 1970 as this machine's other programs see them, for times that are compared with theirs. */
export function wallMs(): number {
  return Date.now();
}

/** Looks again and again until it is so. An error counts as "not yet". */
export async function until(isSo: () => Promise<boolean>, what: string, withinMs = 20_000): Promise<void> {
  const start = performance.now();
  while (performance.now() - start < withinMs) {
    if (await isSo().catch(() => false)) return;
    await wait(25);
  }
  throw new Error(`waited ${withinMs} ms in vain for ${what}`);
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
