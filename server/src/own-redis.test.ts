import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownRedisUrl } from './own-redis.ts';

describe('the Redis of this checkout', () => {
  it('[SF12] is looked for where the supervisor puts it', async () => {
    // Not a literal: the server's types know nothing of the scripts.
    const paths = new URL('../../scripts/setup/paths.js', import.meta.url).href;
    const { runtimeDir } = (await import(paths)) as { runtimeDir: (environment: NodeJS.ProcessEnv) => string };
    const folder = mkdtempSync(join(tmpdir(), 'twohours-runtime-'));
    for (const environment of [{}, { XDG_RUNTIME_DIR: '' }, { XDG_RUNTIME_DIR: folder }, { XDG_RUNTIME_DIR: join(folder, 'missing') }]) {
      expect(ownRedisUrl(environment)).toBe(`unix://${join(runtimeDir(environment), 'redis.sock')}`);
    }
    rmSync(folder, { recursive: true });
  });
});
