import type { GradingView, Verdict } from '@twohours/wire/grading';
import { elapsedText } from '../../../ui/format.ts';
import type { MarkKind } from '../../../ui/Mark.tsx';

/** Why a grading exists, in the words of its list. */
export function causeText({ cause, atMs }: Pick<GradingView, 'cause' | 'atMs'>): string {
  switch (cause.kind) {
    case 'closing':
      return 'At closing';
    case 'did-not-compile':
      return `Earlier state, at ${elapsedText(atMs)}`;
    case 'moment':
      return `Replay at ${elapsedText(atMs)}, ${cause.name}`;
    case 'asked':
      return `Asked by ${cause.name}`;
  }
}

/** Where a grading stands, in one mark; one that has tests to show for it has a score instead. */
export function markOf(state: Exclude<GradingView['state'], { verdict: unknown }> | Exclude<Verdict, { kind: 'tests' }>): {
  kind: MarkKind;
  word: string;
} {
  if ('kind' in state) {
    switch (state.kind) {
      case 'refused':
        return { kind: 'failed', word: 'Against the source policy' };
      case 'not-compiled':
        return { kind: 'failed', word: 'Does not compile' };
      case 'tampered':
        return { kind: 'not-reached', word: 'To be looked at' };
    }
  }
  switch (state.phase) {
    case 'queued':
      return { kind: 'not-reached', word: 'Waiting for a sandbox' };
    case 'running':
      return { kind: 'running', word: 'Running' };
    case 'abandoned':
      return { kind: 'fault', word: 'Not graded: our fault' };
  }
}
