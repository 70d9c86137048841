import { createHash } from 'node:crypto';
import { BundleAboutSchema, type BundleAbout } from '@twohours/wire/bundle';
import { HashSchema } from '@twohours/wire/exercise';
import { z } from 'zod';
import type { SignedHead } from '../recordings/signing-key.ts';
import type { Members } from './zip.ts';

/** The two that are no members: the list of all others, and the signature of that list. */
export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'signature.json';

/** Relative, downwards, and the same on every system. */
const MemberPathSchema = z.string().refine((path) => !/[\\:]|(?:^|\/)\.{0,2}(?:\/|$)/.test(path), 'it leads out of the bundle');
const MemberSchema = z.strictObject({ path: MemberPathSchema, bytes: z.number().int().nonnegative(), sha256: HashSchema });

export const ManifestSchema = z.strictObject({
  /** Of the bundle: its members, and what stands in them. */
  format: z.literal(1),
  ...BundleAboutSchema.shape,
  /** The end of recording.jsonl, signed: as on the candidate's receipt. */
  recording: z.strictObject({ head: HashSchema, signature: z.string(), publicKey: z.string() }),
  /** Everything in the bundle but this list and its signature. */
  members: z.array(MemberSchema),
});
export type Manifest = z.infer<typeof ManifestSchema>;

export const SignatureSchema = z.strictObject({ signature: z.string(), publicKey: z.string() });

export function manifestOf(about: BundleAbout, recording: SignedHead, members: Members): Manifest {
  const list = [...members].map(([path, content]) => ({ path, bytes: content.length, sha256: hashOf(content) }));
  return { format: 1, ...about, recording, members: list };
}

/** As files of a bundle stand in it: what says the same is the same, to the byte. */
export function toJson(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

export function hashOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
