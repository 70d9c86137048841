import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** The environment, whole. Everything that an operator can set of the sandbox stands here. */
const EnvironmentSchema = z.object({
  /** `unix:///path/redis.sock` or `redis[s]://…`. */
  REDIS_URL: z.string().min(1),
  REDIS_PREFIX: z
    .string()
    .regex(/^[a-z0-9:-]*$/)
    .default('twohours:'),
  /** `unix:///…` or `tcp://…`; dockerode reads it, and certificates beside it, by itself. */
  DOCKER_HOST: z.string().default('unix:///var/run/docker.sock'),
  /** The compile stage's image; the run stage's has the same name with `-run` behind. */
  SANDBOX_IMAGE: z.string().min(1),
  /** The engine's runtime for the run stage, such as `runsc`; its own when unset. Compiling executes nothing of candidates', and stays with its own. */
  SANDBOX_RUNTIME: z
    .string()
    .regex(/^[A-Za-z0-9._-]{0,64}$/)
    .optional()
    .transform((name) => (name === '' ? undefined : name)),
  /** For development only: lets gVisor pass that limits neither memory nor processes. */
  SANDBOX_ALLOW_UNLIMITED_RUNSC: z
    .enum(['', '0', '1'])
    .default('0')
    .transform((value) => value === '1'),
  /** How programs get into run containers; by folders only where the engine sees the sandbox's files. */
  SANDBOX_HAND_IN: z.enum(['auto', 'bind', 'volume']).default('auto'),
  /** How many jobs at a time. One core each is what containers get. */
  SANDBOX_SLOTS: z.coerce.number().int().min(1).max(256).default(availableParallelism()),
  /** Where programs lie that containers mount; the engine must see the same folder under the same path. */
  RUNTIME_DIR: z.string().default(join(tmpdir(), 'twohours')),
  /** Where packages of exercises are kept. */
  DATA_DIR: z.string().default(resolve(import.meta.dirname, '../../.data')),
  /** Health over HTTP, on loopback unless SANDBOX_HOST says otherwise; none when unset. */
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  SANDBOX_HOST: z.string().default('127.0.0.1'),
  /** Containers of one installation carry its name, so that two on one engine leave each other alone. Made up and kept in Redis when unset. */
  TWOHOURS_INSTANCE: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/)
    .optional(),
  /** The operator's own limits: an exercise gets no more than these. */
  SANDBOX_MAX_MEMORY_MIB: z.coerce.number().int().min(64).default(1024),
  SANDBOX_MAX_WALL_S: z.coerce.number().int().min(1).default(300),
  SANDBOX_MAX_PROCESSES: z.coerce.number().int().min(8).default(512),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type Config = z.infer<typeof EnvironmentSchema>;

const WithoutRedisSchema = EnvironmentSchema.omit({ REDIS_URL: true });

export function readConfig(environment: NodeJS.ProcessEnv): Config {
  return read(EnvironmentSchema, environment);
}

/** For commands that need none. */
export function readConfigWithoutRedis(environment: NodeJS.ProcessEnv): Omit<Config, 'REDIS_URL'> {
  return read(WithoutRedisSchema, environment);
}

function read<T>(schema: z.ZodType<T>, environment: NodeJS.ProcessEnv): T {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment cannot be used:\n${lines.join('\n')}`);
}
