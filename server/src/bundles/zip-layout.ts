/** Sizes and places of fields are those of the .ZIP File Format Specification (PKWARE's APPNOTE), 4.3.7, 4.3.12 and 4.3.16. */
const LOCAL = { signature: 0x04034b50, bytes: 30 } as const;
const LISTED = { signature: 0x02014b50, bytes: 46 } as const;
const END = { signature: 0x06054b50, bytes: 22 } as const;
/** A flag: how long the content is stands behind it, where it is looked for in more than one way. */
const SIZES_BEHIND = 0x8;

/** One that the list at the end has. */
interface Listed {
  readonly name: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly bytes: number;
  readonly at: number;
  readonly end: number;
}

/**
 * Whether a zip is member after member, the list of them in the same order, and nothing before, between, behind or beside. Some
 * programs go by the list and some by what stands before each member, some take the first list and some the last: only where
 * there is nothing else do all of them unfold the same.
 */
export function isNothingButItsMembers(zip: Uint8Array): boolean {
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = bytes.length - END.bytes;
  // Its last field is the length of a comment.
  if (end < 0 || bytes.readUInt32LE(end) !== END.signature || bytes.readUInt16LE(end + 20) !== 0) return false;
  const count = bytes.readUInt16LE(end + 10);
  const from = bytes.readUInt32LE(end + 16);
  let [member, listed] = [0, from];
  for (let n = 0; n < count; n += 1) {
    const found = readListed(bytes, listed);
    if (!found || found.at !== member || !isAsListed(bytes, found)) return false;
    member += LOCAL.bytes + found.name.length + found.bytes;
    listed = found.end;
  }
  return member === from && listed === end;
}

function readListed(bytes: Buffer, at: number): Listed | undefined {
  if (at + LISTED.bytes > bytes.length || bytes.readUInt32LE(at) !== LISTED.signature) return undefined;
  const end = at + LISTED.bytes + bytes.readUInt16LE(at + 28);
  const name = bytes.subarray(at + LISTED.bytes, end);
  // An extra field can hold a second name. What is no UTF-8, or begins with a mark, is read as more than one name.
  const isPlain = bytes.readUInt16LE(at + 30) === 0 && bytes.readUInt16LE(at + 32) === 0 && isOneName(name);
  return isPlain
    ? {
        name,
        flags: bytes.readUInt16LE(at + 8),
        method: bytes.readUInt16LE(at + 10),
        bytes: bytes.readUInt32LE(at + 20),
        at: bytes.readUInt32LE(at + 42),
        end,
      }
    : undefined;
}

function isAsListed(bytes: Buffer, { name, flags, method, bytes: length, at }: Listed): boolean {
  if (at + LOCAL.bytes > bytes.length || bytes.readUInt32LE(at) !== LOCAL.signature) return false;
  const fields = [bytes.readUInt16LE(at + 6), bytes.readUInt16LE(at + 8), bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 28)];
  const wanted = [flags, method, length, 0];
  return (
    (flags & SIZES_BEHIND) === 0 &&
    fields.every((field, index) => field === wanted[index]) &&
    bytes.readUInt16LE(at + 26) === name.length &&
    bytes.subarray(at + LOCAL.bytes, at + LOCAL.bytes + name.length).equals(name)
  );
}

function isOneName(name: Buffer): boolean {
  return Buffer.from(new TextDecoder().decode(name)).equals(name);
}
