import { hashOf, MANIFEST, ManifestSchema, SIGNATURE, SignatureSchema, toJson, type Manifest } from './manifest.ts';
import { readZip, type Members } from './zip.ts';
import type { Files } from '@twohours/wire/workspace';
import type { Signature } from '../recordings/signing-key.ts';
import type { z } from 'zod';

export interface OpenedBundle {
  readonly manifest: Manifest;
  /** Of the manifest as it stands there. */
  readonly manifestHash: string;
  readonly signature: Signature;
  readonly members: Members;
  /** Members that are not as the manifest has them, each in a sentence. */
  readonly complaints: readonly string[];
}

/** What a bundle holds, and every member held against the manifest; or why it is no bundle. */
export function openBundle(bytes: Uint8Array): OpenedBundle | { readonly unreadable: string } {
  const zip = readZip(bytes);
  if ('unreadable' in zip) return { unreadable: `It is no zip file, or it is damaged: ${zip.unreadable}.` };
  const manifestText = zip.members.get(MANIFEST);
  const manifest = parsed(ManifestSchema, manifestText);
  if (!manifestText || !manifest)
    return { unreadable: `${MANIFEST} is missing or damaged: it is no bundle, or not of a format that this version knows.` };
  const signature = parsed(SignatureSchema, zip.members.get(SIGNATURE));
  if (!signature) return { unreadable: `${SIGNATURE} is missing or damaged: nobody vouches for it.` };
  const twice = zip.twice.map((name) => `${name} is in it twice`);
  return {
    manifest,
    manifestHash: hashOf(manifestText),
    signature,
    members: zip.members,
    complaints: [...twice, ...membersNotAsListed(manifest, zip.members)],
  };
}

function membersNotAsListed({ members: list }: Manifest, members: Members): string[] {
  const complaints: string[] = [];
  const listed = new Set([MANIFEST, SIGNATURE]);
  for (const { path, bytes, sha256 } of list) {
    if (listed.has(path)) complaints.push(`${path} is listed twice`);
    listed.add(path);
    const content = members.get(path);
    if (!content) complaints.push(`${path} is missing`);
    else if (content.length !== bytes || hashOf(content) !== sha256) complaints.push(`${path} was changed`);
  }
  return [...complaints, ...[...members.keys()].filter((name) => !listed.has(name)).map((name) => `${name} does not belong to it`)];
}

/** Its members below a folder, by their paths there. */
export function filesBelow(folder: string, members: Members): Files {
  const prefix = `${folder}/`;
  const below = [...members].filter(([path]) => path.startsWith(prefix));
  return Object.fromEntries(below.map(([path, content]) => [path.slice(prefix.length), textOf(content)]));
}

export function textOf(content: Uint8Array | undefined): string {
  return new TextDecoder('utf8', { ignoreBOM: true }).decode(content);
}

/** Only as we write it ourselves: there is nothing in it that would not be noticed. */
function parsed<S extends z.ZodType>(schema: S, content: Uint8Array | undefined): z.output<S> | undefined {
  const text = textOf(content);
  try {
    const value: unknown = JSON.parse(text);
    return toJson(value as object) === text ? schema.safeParse(value).data : undefined;
  } catch {
    return undefined;
  }
}
