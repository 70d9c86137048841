import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** Kibibytes, passes, lanes: the smallest that OWASP's cheat sheet on password storage recommends for argon2id. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const KEY_BYTES = 32;

type Cost = Pick<Argon2Parameters, 'memory' | 'passes' | 'parallelism'>;

/** What is stored: `$argon2id$v=19$m=…,t=…,p=…$salt$key`, so that COST can be raised and old hashes still be checked. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await keyOf(password, salt, COST, KEY_BYTES);
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${encode(salt)}$${encode(key)}`;
}

/** Without a stored hash it is refused after the same work: how long it takes does not tell who is known here. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  if (stored === undefined) {
    await keyOf(password, Buffer.alloc(SALT_BYTES), COST, KEY_BYTES);
    return false;
  }
  const { cost, salt, key } = parse(stored);
  return timingSafeEqual(await keyOf(password, salt, cost, key.length), key);
}

async function keyOf(password: string, nonce: Buffer, cost: Cost, tagLength: number): Promise<Buffer> {
  // One password has several spellings in Unicode, and keyboards differ in which of them they send.
  return derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength, ...cost });
}

function parse(stored: string): { cost: Cost; salt: Buffer; key: Buffer } {
  const [, memory, passes, parallelism, salt, key] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored) ?? [];
  if (salt === undefined || key === undefined) throw new Error('a stored password hash cannot be read');
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return { cost, salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') };
}

/** Base64 without padding, as PHC strings have it. */
function encode(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
