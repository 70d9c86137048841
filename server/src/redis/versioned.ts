import type { Redis } from 'ioredis';
import { z } from 'zod';

/** A stored value and the revision that its next version must expect. */
export interface Versioned<T> {
  readonly value: T;
  readonly revision: string;
}

/** Reads a hash of the fields `revision` and `body`, as the commit scripts write it. */
export async function readVersioned<S extends z.ZodType>(redis: Redis, key: string, schema: S): Promise<Versioned<z.output<S>> | undefined> {
  const [revision, body] = await redis.hmget(key, 'revision', 'body');
  if (!revision || !body) return undefined;
  return { value: schema.parse(JSON.parse(body)), revision };
}

/** What a commit script answers. */
export const CommitReplySchema = z.union([
  z.tuple([z.literal('ok'), z.number()]),
  z.tuple([z.literal('conflict'), z.number()]),
  z.tuple([z.literal('missing')]),
]);

/** A record that is being committed was read a moment ago, and nothing deletes records. */
export function committedOrNot([reply]: z.infer<typeof CommitReplySchema>, what: string): 'committed' | 'conflict' {
  if (reply === 'missing') throw new Error(`${what} is gone`);
  return reply === 'ok' ? 'committed' : 'conflict';
}
