/*
  What programs print is shown to people as text. Whatever would move a cursor, set a title, open a clipboard or hide
  something is shown as the visible sign for it instead; line ends and tabs stay, colours go.
*/
const ESCAPE = 0x1b;
const DELETE = 0x7f;
const CONTROL_PICTURES = 0x2400;
/** CSI … m: colour and weight, the one sequence that honest programs print. */
// oxlint-disable-next-line no-control-regex -- it is about control characters
const COLOUR = /\u001B\[[0-9;]*m/g;
const INERT =
  // oxlint-disable-next-line no-control-regex -- it is about control characters
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
const LONGEST_LINE = 4_096;

function pictureOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === DELETE) return '␡';
  if (code === ESCAPE) return '␛';
  return code < 0x20 ? String.fromCodePoint(CONTROL_PICTURES + code) : '�';
}

export function makeInert(text: string): string {
  return text.replaceAll(COLOUR, '').replaceAll('\r\n', '\n').replaceAll(INERT, pictureOf);
}

/** Cuts lines that nobody can read and that make a browser slow. */
export function cutLongLines(text: string): string {
  if (text.length <= LONGEST_LINE) return text;
  return text
    .split('\n')
    .map((line) => (line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)} … ${line.length - LONGEST_LINE} more characters`))
    .join('\n');
}

/** The first and the last of a text, and in between how much is missing. */
export function headAndTail(text: string, head: number, tail: number): string {
  if (text.length <= head + tail) return text;
  return `${text.slice(0, head)}\n… ${text.length - head - tail} characters are not shown …\n${text.slice(-tail)}`;
}
