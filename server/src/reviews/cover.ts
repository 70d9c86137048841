import { isWorkspaceEvent, type RecordedEntry, type WorkspaceEvent } from '@twohours/wire/recording';
import { startingWorkspace, type FileId, type Files } from '@twohours/wire/workspace';

/** A part of a name that is shorter would be found everywhere. */
const SHORTEST_PART = 3;

/**
 * Covers who somebody is with as many █, in any text. A place is covered if any way of writing the name lies over it;
 * which places those are depends on nothing further away than the longest of them, so that after an edit it is enough to
 * look around it.
 */
export class Cover {
  readonly #patterns: readonly RegExp[];
  readonly #reach: number;

  constructor(writings: readonly string[]) {
    const sorted = [...new Set(writings)].filter((writing) => writing !== '');
    this.#patterns = sorted.map((writing) => new RegExp(`(?<!\\p{L})${escaped(writing)}(?!\\p{L})`, 'giu'));
    // A neighbour on each side decides whether it is a word of its own; either may take two units.
    this.#reach = Math.max(0, ...sorted.map((writing) => writing.length)) + 4;
  }

  get isEmpty(): boolean {
    return this.#patterns.length === 0;
  }

  text(text: string): string {
    let covered = text;
    for (const pattern of this.#patterns) {
      pattern.lastIndex = 0;
      for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
        const end = match.index + match[0].length;
        covered = covered.slice(0, match.index) + match[0].replaceAll(/\S/g, '█') + covered.slice(end);
        // Writings may overlap: the next one may begin within this one.
        pattern.lastIndex = match.index + ((match[0].codePointAt(0) ?? 0) > 0xffff ? 2 : 1);
      }
    }
    return covered;
  }

  /** Its files are called what the exercise calls them: a recording names them by their order. */
  starter(files: Files): Files {
    return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, this.text(text)]));
  }

  files(files: Files): Files {
    if (this.isEmpty) return files;
    const covered: Record<string, string> = {};
    for (const [path, text] of Object.entries(files)) covered[this.#path(path, Object.keys(covered))] = this.text(text);
    return covered;
  }

  /** Everything below it that is called what free text is called in views: what programs printed, what was typed, names of files and tests. */
  textsIn<T>(value: T): T {
    if (this.isEmpty) return value;
    return mapTexts(value, (text) => this.text(text)) as T;
  }

  /**
   * The same events at the same moments, whose files are the covered files at every one of them. An edit that completes or
   * breaks up a name reaches as far as the name does.
   */
  entries(starter: Files, entries: readonly RecordedEntry[]): readonly RecordedEntry[] {
    if (this.isEmpty) return entries;
    const texts = new Map<FileId, Texts>([...startingWorkspace(starter)].map(([id, { path, text }]) => [id, this.#both(path, text)]));
    return entries.map((entry) => ({
      ...entry,
      events: entry.events.map((event) => (isWorkspaceEvent(event) ? this.#event(texts, event) : event)),
    }));
  }

  #both(path: string, plain: string): Texts {
    return { path, plain, covered: this.text(plain) };
  }

  /** No two files are called the same, whatever is covered of them. */
  #path(path: string, others: readonly string[]): string {
    let covered = this.text(path);
    while (others.includes(covered)) covered += '█';
    return covered;
  }

  #event(texts: Map<FileId, Texts>, event: WorkspaceEvent): WorkspaceEvent {
    switch (event.kind) {
      case 'created': {
        const both = this.#both(this.#pathBeside(texts, event), event.text);
        texts.set(event.f, both);
        return { ...event, path: both.path, text: both.covered };
      }
      case 'snapshot': {
        const before = texts.get(event.f);
        const both = this.#both(before?.path ?? '', event.text);
        if (before) texts.set(event.f, both);
        return { ...event, text: both.covered };
      }
      case 'deleted':
        texts.delete(event.f);
        return event;
      case 'renamed': {
        const path = this.#pathBeside(texts, event);
        const before = texts.get(event.f);
        if (before) texts.set(event.f, { ...before, path });
        return { ...event, path };
      }
      case 'edit': {
        const before = texts.get(event.f);
        if (!before) return { ...event, s: this.text(event.s) };
        const after = this.#edited(before, event);
        texts.set(event.f, after);
        return { ...event, ...spanOf(before.covered, after.covered, event, this.#reach) };
      }
    }
  }

  #pathBeside(texts: ReadonlyMap<FileId, Texts>, { f, path }: { readonly f: FileId; readonly path: string }): string {
    return this.#path(
      path,
      [...texts].flatMap(([id, each]) => (id === f ? [] : [each.path])),
    );
  }

  #edited({ path, plain, covered }: Texts, { o, d, s }: Span): Texts {
    const next = plain.slice(0, o) + s + plain.slice(o + d);
    const from = Math.max(0, o - this.#reach);
    const to = Math.min(next.length, o + s.length + this.#reach);
    // Looked at with as much again on each side, so that names that only begin or end here are seen whole.
    const start = Math.max(0, from - this.#reach);
    const around = this.text(next.slice(start, to + this.#reach)).slice(from - start, to - start);
    const moved = d - s.length;
    return { path, plain: next, covered: covered.slice(0, from) + around + covered.slice(to + moved) };
  }
}

export const NO_COVER = new Cover([]);

const FREE_TEXTS: readonly string[] = ['output', 'message', 'preview', 'evidence', 'path', 'name'];

function mapTexts(value: unknown, cover: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, cover));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]: [string, unknown]) => {
    const isText = typeof member === 'string' && FREE_TEXTS.includes(name);
    return [name, isText ? cover(member) : mapTexts(member, cover)] as const;
  });
  return Object.fromEntries(members);
}

/** Of one file: what it is called in the view, and its text. */
interface Texts {
  readonly path: string;
  readonly plain: string;
  readonly covered: string;
}

interface Span {
  readonly o: number;
  readonly d: number;
  readonly s: string;
}

/** The smallest edit around this one that makes the one text of the other. */
function spanOf(before: string, after: string, { o, d, s }: Span, reach: number): Span {
  let left = o;
  for (let at = Math.max(0, o - reach); at < o; at += 1) {
    if (before[at] === after[at]) continue;
    left = at;
    break;
  }
  let right = 0;
  for (let at = 0; at < reach && o + s.length + at < after.length; at += 1) {
    if (before[o + d + at] !== after[o + s.length + at]) right = at + 1;
  }
  return { o: left, d: o - left + d + right, s: after.slice(left, o + s.length + right) };
}

/**
 * The ways in which somebody's name and address are written. A part of the name that the exercise itself uses is a word, not
 * a name: covering it would cover the code.
 */
export function writingsOf({ name, email }: { readonly name: string; readonly email: string }, exerciseTexts: readonly string[]): string[] {
  const parts = name.split(/[\s.,’'-]+/).filter((part) => part.length >= SHORTEST_PART);
  const [local = ''] = email.split('@');
  const whole = [name.trim(), email, ...['', '.', '_', '-'].map((glue) => name.trim().split(/\s+/).join(glue))];
  const words = [...parts, local].filter((part) => part.length >= SHORTEST_PART && !isWordOf(part, exerciseTexts));
  const all = [...whole, ...words];
  return [...new Set([...all, ...all.map(withoutAccents)])].filter((writing) => writing.length >= SHORTEST_PART);
}

/** As part of a regular expression that stands for nothing but itself. */
function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '');
}

function isWordOf(part: string, texts: readonly string[]): boolean {
  const word = new RegExp(`(?<!\\p{L})${escaped(part)}(?!\\p{L})`, 'iu');
  return texts.some((text) => word.test(text));
}
