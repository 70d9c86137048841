/** Letters of scripts that do not part words by spaces, or put endings right after a name. */
const UNPARTED = String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}`;
const IS_UNPARTED = new RegExp(`^[${UNPARTED}]+$`, 'v');
const BEGINS_UNPARTED = new RegExp(`^[${UNPARTED}]`, 'v');
const ENDS_UNPARTED = new RegExp(`[${UNPARTED}]$`, 'v');
/** What a word of its own has on neither side. */
const PARTED_LETTER = String.raw`[\p{L}--[${UNPARTED}]]`;

/** A part of a name that is shorter would be found everywhere. */
const SHORTEST_PART = 3;
const SHORTEST_UNPARTED = 2;

/**
 * The ways in which somebody's name and address are written. A part of the name that the exercise itself uses is a word, not
 * a name: covering it would cover the code. So is a whole name of two letters.
 */
export function writingsOf({ name, email }: { readonly name: string; readonly email: string }, exerciseTexts: readonly string[]): string[] {
  const isUsed = (word: string) => exerciseTexts.some((text) => asWord(word).test(text));
  const [local = ''] = email.split('@');
  const whole = [name.trim(), email, ...['', '.', '_', '-'].map((glue) => name.trim().split(/\s+/).join(glue))];
  const words = [...partsOf(name), local].filter((part) => isLongEnough(part) && !isUsed(part));
  const all = [...whole, ...words];
  const writings = [...new Set([...all, ...all.map(withoutAccents)])];
  return writings.filter((writing) => isLongEnough(writing) || (lettersIn(writing) === 2 && !isUsed(writing)));
}

/** The parts of a name as they stand within names in code; not those that the exercise's own code has there. */
export function inWordsOf({ name }: { readonly name: string }, exerciseTexts: readonly string[]): string[] {
  const parts = partsOf(name).flatMap((part) => [part, withoutAccents(part)]);
  const written = parts.flatMap((part) => [part.charAt(0).toUpperCase() + part.slice(1).toLowerCase(), part.toLowerCase()]);
  return [...new Set(written)].filter((part) => !exerciseTexts.some((text) => asPartOfWord(part).test(text)));
}

/** As a word of its own, in any case. */
export function asWord(writing: string): RegExp {
  const before = BEGINS_UNPARTED.test(writing) ? '' : `(?<!${PARTED_LETTER})`;
  const after = ENDS_UNPARTED.test(writing) ? '' : `(?!${PARTED_LETTER})`;
  return new RegExp(`${before}${escaped(writing)}${after}`, 'giv');
}

/** `TestCleoSearch`, `NewCleo`, `cleoNotes`: from a change of case to the next. */
export function asPartOfWord(part: string): RegExp {
  const isCapital = part.charAt(0) !== part.charAt(0).toLowerCase();
  const pattern = isCapital ? `(?<!\\p{Lu})${escaped(part)}(?!\\p{Ll})` : `(?<!\\p{L})${escaped(part)}(?=\\p{Lu})`;
  return new RegExp(pattern, 'gu');
}

function partsOf(name: string): string[] {
  return name.split(/[\s.,’'·・-]+/).filter(isLongEnough);
}

function isLongEnough(writing: string): boolean {
  return lettersIn(writing) >= (IS_UNPARTED.test(writing) ? SHORTEST_UNPARTED : SHORTEST_PART);
}

function lettersIn(writing: string): number {
  return writing.match(/./gsu)?.length ?? 0;
}

/** In other scripts the same signs make other letters. */
function withoutAccents(text: string): string {
  return IS_UNPARTED.test(text) ? text : text.normalize('NFD').replaceAll(/\p{M}/gu, '');
}

/** As part of a regular expression that stands for nothing but itself. */
function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
