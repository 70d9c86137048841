import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import type { AttemptId } from '@twohours/wire/id';
import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.ts';

export interface Signature {
  /** Base64. */
  readonly signature: string;
  /** Base64 of the SPKI form. */
  readonly publicKey: string;
}

export interface SignedHead extends Signature {
  readonly head: string;
}

/** Signs recordings and bundles. Its key is made once for the installation and lies in Redis: whichever server signs, it is the same. */
export class SigningKey {
  readonly #redis: Redis;
  readonly #keys: Pick<Keys, 'signingKey'>;
  #key: Promise<KeyObject> | undefined;

  constructor(redis: Redis, keys: Pick<Keys, 'signingKey'>) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async sign(attempt: AttemptId, head: string): Promise<SignedHead> {
    return signHead(await this.#get(), attempt, head);
  }

  /** `manifest` is the hash of the bundle's manifest, which names the hash of everything in it. */
  async signBundle(attempt: AttemptId, manifest: string): Promise<Signature> {
    return signManifest(await this.#get(), attempt, manifest);
  }

  async publicKey(): Promise<string> {
    return spkiOf(await this.#get());
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

/* What is signed says what it is: a signature of the one never holds for the other. */
type Kind = 'recording' | 'bundle';

export function signHead(key: KeyObject, attempt: AttemptId, head: string): SignedHead {
  return { head, ...signed(key, 'recording', attempt, head) };
}

export function signManifest(key: KeyObject, attempt: AttemptId, manifest: string): Signature {
  return signed(key, 'bundle', attempt, manifest);
}

/** Whether the key that comes with it has signed it; whose key that is, somebody else has to say. */
export function isSigned(attempt: string, { head, ...signature }: SignedHead): boolean {
  return holds('recording', attempt, head, signature);
}

export function isSignedManifest(attempt: string, manifest: string, signature: Signature): boolean {
  return holds('bundle', attempt, manifest, signature);
}

function signed(key: KeyObject, kind: Kind, attempt: string, hash: string): Signature {
  return { signature: sign(null, messageOf(kind, attempt, hash), key).toString('base64'), publicKey: spkiOf(key) };
}

function holds(kind: Kind, attempt: string, hash: string, { signature, publicKey }: Signature): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
    const bytes = Buffer.from(signature, 'base64');
    // Base64 can be read from more than one text.
    if (spkiOf(key) !== publicKey || bytes.toString('base64') !== signature) return false;
    return verify(null, messageOf(kind, attempt, hash), key, bytes);
  } catch {
    return false;
  }
}

function spkiOf(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
}

function messageOf(kind: Kind, attempt: string, hash: string): Buffer {
  return Buffer.from(`twohours ${kind} 1\n${attempt}\n${hash}`);
}
