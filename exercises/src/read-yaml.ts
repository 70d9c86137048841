import { LineCounter, isMap, isPair, isScalar, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { ZodType, z } from 'zod';
import type { Complaint } from './complaint.ts';

/** Where something stands in a YAML file, from 1. */
export type LineOf = (path: readonly PropertyKey[]) => number | undefined;

/** A YAML file that fits its schema, or what keeps it from that, each with its line. */
export type ReadYaml<T> = { value: T; lineOf: LineOf } | { complaints: Complaint[] };

export function readYaml<S extends ZodType>(file: string, text: string, schema: S): ReadYaml<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  if (document.errors.length > 0) {
    return { complaints: document.errors.map((error) => ({ file, line: lineAt(error.pos[0]), message: error.message })) };
  }
  const lineOf = (path: readonly PropertyKey[]) => lineOfNode(document, path, lineAt);
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { value: parsed.data, lineOf };
  const complaints = parsed.error.issues.flatMap((issue): Complaint[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => complaint(file, lineOf([...issue.path, key]), `there is no key “${key}” here`));
    const place = issue.path.map(String).join('.');
    return [complaint(file, lineOf(issue.path), place === '' ? issue.message : `${place}: ${issue.message}`)];
  });
  return { complaints };
}

function complaint(file: string, line: number | undefined, message: string): Complaint {
  return line === undefined ? { file, message } : { file, line, message };
}

/** The line of the deepest node on the path that exists: what is missing is told where it would have to be. */
function lineOfNode(document: Document, path: readonly PropertyKey[], lineAt: (offset: number) => number): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const parent = length === 0 ? undefined : document.getIn(path.slice(0, length - 1), true);
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path[length - 1]);
      if (pair && isScalar(pair.key) && pair.key.range) return lineAt(pair.key.range[0]);
    }
    const node = document.getIn(path.slice(0, length), true);
    if (hasRange(node)) return lineAt(node.range[0]);
  }
  return undefined;
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
