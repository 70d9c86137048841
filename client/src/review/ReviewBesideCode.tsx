import type { AttemptResult } from '@twohours/wire/staff';
import { PanelRightClose, PanelRightOpen } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { useKept } from '../ui/use-kept.ts';
import type { Beside } from './beside.ts';
import { ReviewPanel } from './ReviewPanel.tsx';
import { useGo } from './use-go.ts';
import type { Review } from './use-review.ts';
import { useSelectedLines } from './use-selected-lines.ts';

interface Props {
  result: AttemptResult;
  review: Review;
  /** The file that is shown, and of which submission; files of now cannot be pointed at. */
  path: string;
  submission: number | undefined;
  code: RefObject<HTMLElement | null>;
  children: ReactNode;
}

/** Files and code, with the review at the side of them once the attempt is closed. */
export function ReviewBesideCode({ result, review, path, submission, code, children }: Props) {
  const [side, setSide] = useKept('code-side', ['review', 'nothing'], 'review');
  const isClosed = result.invitation.state.kind === 'closed';
  const atMs = result.submissions.find(({ number }) => number === submission)?.atMs;
  const selected = useSelectedLines(code, `${submission ?? ''} ${path}`);
  const go = useGo();
  const beside: Beside = {
    at: () => atMs ?? 0,
    moment: 'The end',
    canMove: false,
    lines: selected && atMs !== undefined ? { kind: 'lines', atMs, path, from: selected.from, to: selected.to } : undefined,
    noLines: 'Select lines in the code first',
    go,
  };
  const isShown = isClosed && side === 'review';
  return (
    <>
      {isClosed && !isShown && (
        <div className="-mt-2 flex justify-end">
          <Button size="small" look="quiet" onClick={() => setSide('review')}>
            <PanelRightOpen size={14} aria-hidden />
            Show the review
          </Button>
        </div>
      )}
      <div
        className={classes(
          'grid items-start gap-5',
          isShown ? 'lg:grid-cols-[190px_minmax(0,1fr)_300px] xl:grid-cols-[220px_minmax(0,1fr)_340px]' : 'lg:grid-cols-[240px_minmax(0,1fr)]',
        )}
      >
        {children}
        {isShown && (
          <div className="relative overflow-y-auto rounded-md border border-line bg-surface lg:sticky lg:top-5 lg:max-h-[calc(100vh-2.5rem)]">
            <div className="flex min-h-10 items-center justify-between border-b border-line pr-2 pl-3">
              <h2 className="font-semibold">Review</h2>
              <IconButton size="small" label="Hide the review" onClick={() => setSide('nothing')}>
                <PanelRightClose size={16} aria-hidden />
              </IconButton>
            </div>
            <ReviewPanel review={review} result={result} beside={beside} />
          </div>
        )}
      </div>
    </>
  );
}
