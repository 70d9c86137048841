import { createHash } from 'node:crypto';
import { accessSync, constants, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Where `npm start` puts the Redis of this checkout when it was given none. The rule is that of scripts/setup/paths.js,
 * which the server may not import; a test holds the two together.
 */
export function ownRedisUrl(environment: NodeJS.ProcessEnv): string {
  const root = realpathSync(resolve(import.meta.dirname, '../..'));
  const instance = createHash('sha256').update(root).digest('hex').slice(0, 12);
  const parent = [environment.XDG_RUNTIME_DIR, '/run'].find(isWritable) ?? tmpdir();
  return `unix://${join(parent, `twohours-${instance}`, 'redis.sock')}`;
}

function isWritable(folder: string | undefined): folder is string {
  if (!folder) return false;
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
