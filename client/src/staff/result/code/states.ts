import type { AttemptResult } from '@twohours/wire/staff';
import type { Files } from '@twohours/wire/workspace';
import { timeText } from '../../../ui/format.ts';

export interface FilesState {
  key: string;
  label: string;
  /** Of a submission; the present state of an open attempt has none. */
  number?: number;
  hash?: string;
  files: Files;
}

/** The states that can be shown, the newest first. An attempt that was reopened has both: what was handed in, and now. */
export function statesOf({ invitation, submissions, files }: Pick<AttemptResult, 'invitation' | 'submissions' | 'files'>): FilesState[] {
  const closed = submissions
    .toSorted((a, b) => b.number - a.number)
    .map(({ number, closedAt, hash, files: own }) => ({
      key: String(number),
      label: submissions.length > 1 ? `Submission ${number}, ${timeText(closedAt)}` : 'The submission',
      number,
      hash,
      files: own,
    }));
  const isOpen = invitation.state.kind === 'active' || (submissions.length === 0 && Object.keys(files).length > 0);
  return isOpen ? [{ key: 'now', label: 'As it stands now', files }, ...closed] : closed;
}

export function stateOf(states: readonly FilesState[], number: number | undefined): FilesState | undefined {
  return states.find((state) => state.number === number) ?? states[0];
}
