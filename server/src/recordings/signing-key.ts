import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import type { AttemptId } from '@twohours/wire/id';
import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.ts';

export interface SignedHead {
  readonly head: string;
  /** Base64. */
  readonly signature: string;
  /** Base64 of the SPKI form. */
  readonly publicKey: string;
}

/** Signs recordings. Its key is made once for the installation and lies in Redis: whichever server signs, it is the same. */
export class SigningKey {
  readonly #redis: Redis;
  readonly #keys: Pick<Keys, 'signingKey'>;
  #key: Promise<KeyObject> | undefined;

  constructor(redis: Redis, keys: Pick<Keys, 'signingKey'>) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async sign(attempt: AttemptId, head: string): Promise<SignedHead> {
    const signature = sign(null, messageOf(attempt, head), await this.#get()).toString('base64');
    return { head, signature, publicKey: await this.publicKey() };
  }

  async publicKey(): Promise<string> {
    return createPublicKey(await this.#get())
      .export({ type: 'spki', format: 'der' })
      .toString('base64');
  }

  async #get(): Promise<KeyObject> {
    this.#key ??= this.#load().catch((error: unknown) => {
      // What failed is not remembered.
      this.#key = undefined;
      throw error;
    });
    return this.#key;
  }

  async #load(): Promise<KeyObject> {
    const { privateKey } = generateKeyPairSync('ed25519');
    // Of servers that start at the same time one makes it, and all take that.
    await this.#redis.setnx(this.#keys.signingKey, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const stored = await this.#redis.get(this.#keys.signingKey);
    if (stored === null) throw new Error('the signing key was removed while it was read');
    return createPrivateKey(stored);
  }
}

/** Whether the key that comes with it has signed it; whose key that is, somebody else has to say. */
export function isSigned(attempt: string, { head, signature, publicKey }: SignedHead): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
    return verify(null, messageOf(attempt, head), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

function messageOf(attempt: string, head: string): Buffer {
  return Buffer.from(`twohours recording 1\n${attempt}\n${head}`);
}
