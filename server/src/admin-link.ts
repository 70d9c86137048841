import { within } from './clock.ts';
import { readConfig } from './config.ts';
import { ownRedisUrl } from './own-redis.ts';
import { addressOf, publicUrlOf } from './public-url.ts';
import { connectRedis } from './redis/connect.ts';
import { keysFor } from './redis/keys.ts';
import { firstAdminLink, recoveryLink } from './staff/first-admin.ts';
import { StaffLinkStore } from './staff/staff-link-store.ts';
import { StaffStore } from './staff/staff-store.ts';

/** Longer than a Redis takes that is there. */
const PATIENCE_MS = 3_000;

/** `npm run admin-link`: a link for the first admin, or for one more. Whoever can run it holds Redis anyway. */
async function main(environment: NodeJS.ProcessEnv): Promise<number> {
  const config = readConfig({ ...environment, REDIS_URL: environment.REDIS_URL || ownRedisUrl(environment) });
  const redis = connectRedis(config.REDIS_URL, { connectionName: 'admin-link' });
  try {
    await within(PATIENCE_MS, 'its answer', redis.ping());
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.error(`Redis cannot be reached at ${withoutPassword(config.REDIS_URL)} (${why}).`);
    console.error('Start Twohours first, with npm start, or set REDIS_URL to the Redis that it uses.');
    redis.disconnect();
    return 1;
  }
  try {
    const keys = keysFor(config.REDIS_PREFIX);
    const deps = {
      staff: new StaffStore(redis, keys),
      links: new StaffLinkStore(redis, keys),
      publicUrl: publicUrlOf(config, addressOf(config.HOST, config.PORT)),
    };
    const first = await firstAdminLink(deps);
    console.log(first === undefined ? `One more admin: ${await recoveryLink(deps)}` : `First admin: ${first}`);
    console.log('The link works once, within 24 hours.');
    if (config.PUBLIC_URL === undefined) console.log(`Where Twohours is not at ${deps.publicUrl}, set PUBLIC_URL (or PORT) to where it is.`);
    return 0;
  } finally {
    redis.disconnect();
  }
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//');
}

// Without waiting for a connection that was never made: ioredis gives its socket two more seconds.
process.exit(await main(process.env));
