import { isWorkspaceEvent, type RecordedEntry, type WorkspaceEvent } from '@twohours/wire/recording';
import { startingWorkspace, type FileId, type Files } from '@twohours/wire/workspace';
import { asPartOfWord, asWord } from './writings.ts';

/**
 * Covers who somebody is with as many █, in any text. A place is covered if any way of writing the name lies over it;
 * which places those are depends on nothing further away than the longest of them, so that after an edit it is enough to
 * look around it.
 */
export class Cover {
  readonly #patterns: readonly RegExp[];
  /** For each pattern, how many before it are of something that is as long. */
  readonly #twins: readonly number[];
  readonly #reach: number;

  /** As words of their own in any case; those `inWords` also as a part of a name in code, `TestCleoSearch`. */
  constructor(writings: readonly string[], inWords: readonly string[] = []) {
    const sorted = [...new Set(writings)].filter((writing) => writing !== '');
    this.#patterns = [...sorted.map(asWord), ...inWords.map(asPartOfWord)];
    this.#twins = [sorted, inWords].flatMap((group) =>
      group.map(({ length }, at) => group.slice(0, at).filter((each) => each.length === length).length),
    );
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
    return Object.fromEntries(Object.entries(files).map(([path, text]) => [this.path(path), this.text(text)]));
  }

  /** As `text`; and two names that are as long, `anna.go` and `adam.go` of Anna Adam, do not become one. */
  path(path: string): string {
    const covered = this.text(path);
    for (const [at, pattern] of this.#patterns.entries()) {
      pattern.lastIndex = 0;
      const match = pattern.exec(path);
      if (!match) continue;
      const end = match.index + match[0].length;
      return covered.slice(0, end) + '▓'.repeat(this.#twins[at] ?? 0) + covered.slice(end);
    }
    return covered;
  }

  /** Everything below it that is called what free text is called in views: what programs printed, what was typed, names of files and own tests. */
  textsIn<T>(value: T): T {
    if (this.isEmpty) return value;
    return mapTexts(value, this) as T;
  }

  /**
   * The same events at the same moments, whose files are the covered files at every one of them. An edit that completes or
   * breaks up a name reaches as far as the name does.
   */
  entries(starter: Files, entries: readonly RecordedEntry[]): readonly RecordedEntry[] {
    if (this.isEmpty) return entries;
    const texts = new Map<FileId, Texts>([...startingWorkspace(starter)].map(([id, { text }]) => [id, this.#both(text)]));
    return entries.map((entry) => ({
      ...entry,
      events: entry.events.map((event) => (isWorkspaceEvent(event) ? this.#event(texts, event) : event)),
    }));
  }

  #both(plain: string): Texts {
    return { plain, covered: this.text(plain) };
  }

  #event(texts: Map<FileId, Texts>, event: WorkspaceEvent): WorkspaceEvent {
    switch (event.kind) {
      case 'created':
      case 'snapshot': {
        const both = this.#both(event.text);
        if (event.kind === 'created' || texts.has(event.f)) texts.set(event.f, both);
        return { ...event, ...(event.kind === 'created' && { path: this.path(event.path) }), text: both.covered };
      }
      case 'deleted':
        texts.delete(event.f);
        return event;
      case 'renamed':
        return { ...event, path: this.path(event.path) };
      case 'edit': {
        const before = texts.get(event.f);
        if (!before) return { ...event, s: this.text(event.s) };
        const after = this.#edited(before, event);
        texts.set(event.f, after);
        return { ...event, ...spanOf(before.covered, after.covered, event, this.#reach) };
      }
    }
  }

  #edited({ plain, covered }: Texts, { o, d, s }: Span): Texts {
    const next = plain.slice(0, o) + s + plain.slice(o + d);
    const from = Math.max(0, o - this.#reach);
    const to = Math.min(next.length, o + s.length + this.#reach);
    // Looked at with as much again on each side, so that names that only begin or end here are seen whole.
    const start = Math.max(0, from - this.#reach);
    const around = this.text(next.slice(start, to + this.#reach)).slice(from - start, to - start);
    const moved = d - s.length;
    return { plain: next, covered: covered.slice(0, from) + around + covered.slice(to + moved) };
  }
}

export const NO_COVER = new Cover([]);

const FREE_TEXTS: readonly string[] = ['output', 'message', 'preview', 'evidence', 'package'];
const PATHS: readonly string[] = ['path', 'leftOut'];

function mapTexts(value: unknown, cover: Pick<Cover, 'text' | 'path'>): unknown {
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, cover));
  if (typeof value !== 'object' || value === null) return value;
  // Hidden tests have a number of ours, and a name of ours.
  const isOwnTest = 'status' in value && !('id' in value);
  const members = Object.entries(value).map(([name, member]: [string, unknown]) => {
    if (PATHS.includes(name)) return [name, mapStrings(member, (path) => cover.path(path))] as const;
    if (FREE_TEXTS.includes(name) || (name === 'name' && isOwnTest)) return [name, mapStrings(member, (text) => cover.text(text))] as const;
    return [name, mapTexts(member, cover)] as const;
  });
  return Object.fromEntries(members);
}

function mapStrings(value: unknown, cover: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => mapStrings(each, cover));
  return typeof value === 'string' ? cover(value) : value;
}

interface Texts {
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
