import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Redis } from 'ioredis';
import type { z } from 'zod';

type Value = string | number | Buffer;

/** Binds a Lua script to a connection: keys and arguments by name, the reply parsed, the script's name in every error. */
export function bindScript<const K extends string, const A extends string, R extends z.ZodType>(
  redis: Redis,
  script: { file: URL; keys: readonly K[]; args: readonly A[]; reply: R },
): (values: Record<K, string> & Record<A, Value>) => Promise<z.infer<R>> {
  const name = basename(fileURLToPath(script.file), '.lua');
  redis.defineCommand(name, { lua: readFileSync(script.file, 'utf8'), numberOfKeys: script.keys.length });
  const command: unknown = Reflect.get(redis, name);
  if (typeof command !== 'function') throw new Error(`redis script ${name} could not be bound`);
  return async (values) => {
    const ordered = [...script.keys.map((key) => values[key]), ...script.args.map((arg) => values[arg])];
    try {
      return script.reply.parse(await Reflect.apply(command, redis, ordered));
    } catch (cause) {
      throw new Error(`redis script ${name} failed`, { cause });
    }
  };
}
