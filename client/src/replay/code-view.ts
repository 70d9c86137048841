import type { FileId } from '@twohours/wire/workspace';
import type { LineComment } from './line-comments.ts';
import type { Player } from './player.ts';

export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** Of whatever shows one file as it was; while it plays and `follows`, with the last edit kept in sight. */
export interface CodeViewProps {
  player: Player;
  file: FileId | undefined;
  follows: boolean;
  /** Lines that somebody wrote about. */
  comments: readonly LineComment[];
  /** Lines that are pointed at, and brought into sight. */
  pointed: LineRange | undefined;
  /** Lines that the reader selected; where only the cursor is, its own. */
  onSelect: (lines: LineRange | undefined) => void;
}
