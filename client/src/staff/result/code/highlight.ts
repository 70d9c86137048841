/* Enough of a syntax to read by: keywords, texts, numbers, comments. Other files are shown plain. */

export type Tone = 'keyword' | 'string' | 'number' | 'comment';

export interface Token {
  from: number;
  to: number;
  tone: Tone;
}

const GO =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>`[^`]*(?:`|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)|(?<number>\b\d[\w.]*)|(?<keyword>\b(?:break|case|chan|const|continue|default|defer|else|fallthrough|for|func|go|goto|if|import|interface|map|package|range|return|select|struct|switch|type|var|nil|true|false|iota)\b)/g;
const YAML =
  /(?<comment>(?<=^|\s)#[^\n]*)|(?<string>"(?:\\.|[^"\\\n])*"?|(?<=^|[\s,[{])'[^'\n]*'?)|(?<keyword>(?<=^[ \t]*(?:-[ \t]+)*)[\w./-]+(?=:(?:\s|$)))|(?<number>(?<=\s)(?:\d[\d.]*|true|false|null)(?=\s|$))/gm;
const DOCKERFILE =
  /(?<comment>^[ \t]*#[^\n]*)|(?<string>"(?:\\.|[^"\\\n])*"?)|(?<keyword>^[ \t]*(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\b|(?<=^FROM[^\n]*[ \t])AS\b)/gim;
const MARKDOWN = /(?<keyword>^#{1,6} [^\n]*)|(?<string>`[^`\n]+`)/gm;

const SYNTAXES: readonly (readonly [files: RegExp, syntax: RegExp])[] = [
  [/\.go$/, GO],
  [/\.ya?ml$/, YAML],
  [/(?:^|\/)Dockerfile$/, DOCKERFILE],
  [/\.md$/, MARKDOWN],
];

const TONES = ['comment', 'string', 'number', 'keyword'] as const satisfies readonly Tone[];

/** The tokens of each line, up to before `until`; a comment or text over several lines has one in each. */
export function highlight(path: string, text: string, until = Infinity): Token[][] {
  const lines: Token[][] = text.split('\n').map(() => []);
  const syntax = SYNTAXES.find(([files]) => files.test(path))?.[1];
  if (!syntax) return lines;
  let line = 0;
  let lineStart = 0;
  for (const match of text.matchAll(syntax)) {
    const tone = TONES.find((each) => match.groups?.[each] !== undefined);
    if (!tone) continue;
    for (let next = text.indexOf('\n', lineStart); next !== -1 && next < match.index; next = text.indexOf('\n', lineStart)) {
      line++;
      lineStart = next + 1;
    }
    if (line >= until) break;
    let from = match.index - lineStart;
    match[0].split('\n').forEach((piece, n) => {
      if (piece !== '') lines[line + n]?.push({ from, to: from + piece.length, tone });
      from = 0;
    });
  }
  return lines;
}

export interface Piece {
  text: string;
  tone?: Tone;
  isChanged: boolean;
}

/** A line cut at the edges of its tokens and of what changed in it. */
export function pieces(text: string, tokens: readonly Token[], changed: readonly { from: number; to: number }[]): Piece[] {
  if (tokens.length + changed.length === 0) return text === '' ? [] : [{ text, isChanged: false }];
  const edges = [...new Set([0, text.length, ...[...tokens, ...changed].flatMap(({ from, to }) => [from, to])])].toSorted((a, b) => a - b);
  return edges.slice(0, -1).map((from, n) => {
    const within = (span: { from: number; to: number }) => span.from <= from && from < span.to;
    const tone = tokens.find(within)?.tone;
    return { text: text.slice(from, edges[n + 1]), isChanged: changed.some(within), ...(tone ? { tone } : {}) };
  });
}
