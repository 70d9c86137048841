import type { Config } from './config.ts';

/** Where a browser on this machine reaches what listens there. */
export function addressOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/** What links begin with, and the one origin that a page of ours has: PUBLIC_URL, or else where we listen. */
export function publicUrlOf(config: Pick<Config, 'PUBLIC_URL'>, address: string): string {
  return (config.PUBLIC_URL ?? address).replace(/\/+$/, '');
}
