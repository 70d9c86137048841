/*
  The little that has to be known about a Go file without a Go compiler. Comments and strings are blanked first, with line
  ends kept, so that what looks like code is code and a line number is right.
*/

const NOT_CODE = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|`[^`]*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;

export interface GoFunction {
  readonly name: string;
  /** Between the parentheses, as written. */
  readonly parameters: string;
  readonly line: number;
}

export function packageOf(source: string): string | undefined {
  return /^package\s+(\w+)/m.exec(code(source))?.[1];
}

/** Top-level functions, methods left out. */
export function functionsOf(source: string): GoFunction[] {
  const text = code(source);
  return [...text.matchAll(/^func\s+(\w+)\s*(?:\[[^\]]*\])?\(([^)]*)\)/gm)].map((match) => ({
    name: match[1] ?? '',
    parameters: (match[2] ?? '').trim(),
    line: text.slice(0, match.index).split('\n').length,
  }));
}

export interface GoNames {
  /** Functions, types, variables and constants of the package's own level. */
  readonly declared: string[];
  readonly methods: { readonly type: string; readonly name: string }[];
  /** Every word in it; what is selected has its dot. */
  readonly mentioned: Set<string>;
}

export function namesIn(source: string): GoNames {
  const text = code(source);
  const single = [...text.matchAll(/^(?:func|const|var|type)[ \t]+(\w+(?:\s*,\s*\w+)*)/gm)].map((match) => match[1] ?? '');
  const groups = [...text.matchAll(/^(?:const|var|type)\s*\(\n([\s\S]*?)^\)/gm)].map((match) => match[1] ?? '');
  // gofmt indents what a group declares by one tab, and what is inside that by more.
  const grouped = groups.flatMap((group) => [...group.matchAll(/^\t(\w+(?:\s*,\s*\w+)*)/gm)].map((match) => match[1] ?? ''));
  const methods = [...text.matchAll(/^func\s*\((?:\w+\s+)?\*?(\w+)[^)]*\)\s*(\w+)/gm)];
  return {
    declared: [...single, ...grouped].flatMap((list) => list.split(/\s*,\s*/)),
    methods: methods.map(([, type = '', name = '']) => ({ type, name })),
    mentioned: new Set(text.match(/\.?\w+/g)),
  };
}

export function importsOf(source: string): string[] {
  const head = source.replaceAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '');
  const blocks = [...head.matchAll(/^import\s*\(([^)]*)\)/gm)].map((match) => match[1] ?? '');
  const single = [...head.matchAll(/^import\s+([^\n(]*"[^"\n]+")/gm)].map((match) => match[1] ?? '');
  return [...blocks, ...single].flatMap((block) => [...block.matchAll(/"([^"\n]+)"/g)].map((match) => match[1] ?? ''));
}

/** What string literals say, imports left out. One that a Go compiler alone can read is given as it is written. */
export function stringsOf(source: string): string[] {
  const body = source.replaceAll(/^import\s*(?:\([^)]*\)|[^\n]*)/gm, '');
  const literals = [...body.matchAll(NOT_CODE)].map(([text]) => text).filter((text) => text.startsWith('"') || text.startsWith('`'));
  return literals.map((literal) => (literal.startsWith('`') ? literal.slice(1, -1) : unquote(literal)));
}

function unquote(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    // Escapes that JSON does not know, such as \x00.
    return literal.slice(1, -1);
  }
}

/** `path/*` allows everything below. */
export function mayImport(allowed: readonly string[], path: string): boolean {
  return allowed.some((entry) => (entry.endsWith('/*') ? path.startsWith(entry.slice(0, -1)) : path === entry));
}

function code(source: string): string {
  return source.replaceAll(NOT_CODE, (blank) => blank.replaceAll(/[^\n]/g, ' '));
}
