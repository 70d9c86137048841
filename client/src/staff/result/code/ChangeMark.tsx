import type { ChangeKind } from './changes.ts';

export const CHANGES: Readonly<Record<ChangeKind, { letter: string; word: string; tone: string }>> = {
  added: { letter: 'A', word: 'added', tone: 'text-passed' },
  modified: { letter: 'M', word: 'modified', tone: 'text-timed-out' },
  renamed: { letter: 'R', word: 'renamed', tone: 'text-accent' },
  deleted: { letter: 'D', word: 'deleted', tone: 'text-failed' },
  same: { letter: '', word: 'unchanged', tone: '' },
};

/** What became of a file: a letter in a list, and the word for who hears it or points at it. */
export function ChangeMark({ kind }: { kind: ChangeKind }) {
  const { letter, word, tone } = CHANGES[kind];
  return (
    <span title={word} className={`figures w-3 shrink-0 text-center text-small font-semibold ${tone}`}>
      <span aria-hidden>{letter}</span>
      <span className="sr-only">{word}</span>
    </span>
  );
}
