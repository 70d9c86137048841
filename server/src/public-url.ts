import type { Config } from './config.ts';

/** What links begin with, and the one origin that a page of ours has: PUBLIC_URL, or else where we listen. */
export function publicUrlOf(config: Pick<Config, 'PUBLIC_URL' | 'HOST'>, port: number): string {
  if (config.PUBLIC_URL !== undefined) return config.PUBLIC_URL.replace(/\/+$/, '');
  const host = config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST === '::' ? '::1' : config.HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
