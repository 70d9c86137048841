import { crc32 } from 'node:zlib';

export interface Entry {
  readonly name: string;
  readonly content: Uint8Array;
  /** As the list at the end calls it, where that is something else. */
  readonly listedAs?: string;
}

/** Names and sizes are made of it twice: once before the content, once for the list. */
function fieldsOf(name: string, content: Uint8Array): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x800, 2);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(content.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(Buffer.byteLength(name), 22);
  return fields;
}

/** A member as it stands in a zip, whether the list has it or not. */
export function localPart({ name, content }: Entry): Buffer {
  return Buffer.concat([Buffer.from('PK\u0003\u0004'), fieldsOf(name, content), Buffer.from(name), content]);
}

/** A zip of these, in this order, stored; of names as many of one as are asked for, and bytes that the list does not have. */
export function zipOf(parts: readonly (Entry | Uint8Array)[]): Buffer {
  const written = parts.map((part) => (part instanceof Uint8Array ? part : localPart(part)));
  let at = 0;
  const listed = parts.flatMap((part, index) => {
    const from = at;
    at += written[index]?.length ?? 0;
    if (part instanceof Uint8Array) return [];
    const name = part.listedAs ?? part.name;
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(from, 10);
    return [Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0'), fieldsOf(name, part.content), rest, Buffer.from(name)])];
  });
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(listed.length, 8);
  end.writeUInt16LE(listed.length, 10);
  end.writeUInt32LE(Buffer.concat(listed).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...written, ...listed, end]);
}
