import type { Replay } from '@twohours/wire/replay';

/** A comment on lines of a file as it stood at a moment. */
export interface LineComment {
  readonly at: number;
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface PlacedComment extends LineComment {
  /** The whole file that its lines were counted in. */
  readonly file: string | undefined;
}

export function placed(replay: Replay, comments: readonly LineComment[]): PlacedComment[] {
  return comments.map((comment) => ({ ...comment, file: textAt(replay, comment) }));
}

function textAt(replay: Replay, { at, path }: LineComment): string | undefined {
  return [...replay.workspaceAfter(replay.countAt(at)).values()].find((file) => file.path === path)?.text;
}

/** Those whose lines are the lines that are shown: the file is as it was when they were written, to the letter. */
export function shownIn(comments: readonly PlacedComment[], path: string | undefined, text: string | undefined): readonly LineComment[] {
  return comments.filter((comment) => comment.path === path && text !== undefined && comment.file === text);
}
