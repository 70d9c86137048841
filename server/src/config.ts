import { resolve } from 'node:path';
import { z } from 'zod';

const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true');

/** The environment, whole. Everything that an operator can set of the server stands here. */
const EnvironmentSchema = z.object({
  REDIS_URL: z.string().min(1),
  REDIS_PREFIX: z
    .string()
    .regex(/^[a-z0-9:-]*$/)
    .default('twohours:'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** What links begin with; the address it listens on when unset. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** How many proxies in front may be believed about the caller's address. */
  TRUST_PROXY: z.coerce.number().int().min(0).default(0),
  COMPANY_NAME: z.string().default('Our company'),
  /** Whom a candidate asks for more time or another format. */
  CONTACT: z.string().default('the person who invited you'),
  /** Further folders with exercises, separated by colons. */
  EXERCISES_DIR: z.string().default(''),
  CLIENT_DIR: z.string().default(resolve(import.meta.dirname, '../../client/dist')),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Off only where many tests share one address. */
  RATE_LIMITS: flag.default(true),
});

export type Config = z.infer<typeof EnvironmentSchema> & { readonly exerciseDirs: readonly string[] };

export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const result = EnvironmentSchema.safeParse(environment);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment cannot be used:\n${lines.join('\n')}`);
  }
  return { ...result.data, exerciseDirs: result.data.EXERCISES_DIR.split(':').filter((dir) => dir !== '') };
}
