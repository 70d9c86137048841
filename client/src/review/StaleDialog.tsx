import type { OwnReview, ReviewContent, WeighedCriterion } from '@twohours/wire/review';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { timeText } from '../ui/format.ts';
import { differencesBetween } from './compare.ts';

interface Props {
  rubric: readonly WeighedCriterion[];
  mine: ReviewContent;
  theirs: OwnReview;
  onTake: () => void;
  onKeep: () => void;
}

const HEAD = 'h-8 pr-4 text-left text-small font-medium text-ink-muted';

/** Another page of the same person was first. Nothing goes on before they have said which of the two is to be kept. */
export function StaleDialog({ rubric, mine, theirs, onTake, onKeep }: Props) {
  const differences = differencesBetween(rubric, mine, theirs.content);
  const isGiven = theirs.phase === 'given';
  return (
    <Dialog
      open
      wide
      modalOnly
      onOpenChange={() => undefined}
      title={isGiven ? 'You have given this review on another page' : 'You have changed this review on another page'}
      description={
        isGiven
          ? 'It stands as it was given. What this page has beyond it is below, if you want to copy it.'
          : 'Nothing was overwritten. These are the two versions; say which one you want to go on with.'
      }
      actions={
        <>
          <Button look={isGiven ? 'primary' : 'plain'} onClick={onTake}>
            {isGiven ? 'Show what was given' : 'Take theirs'}
          </Button>
          {!isGiven && (
            <Button look="primary" onClick={onKeep}>
              Keep mine (save over it)
            </Button>
          )}
        </>
      }
    >
      {differences.length === 0 ? (
        <p>Both say the same.</p>
      ) : (
        <table className="w-full table-fixed">
          <thead>
            <tr className="border-b border-line">
              <th scope="col" className={`${HEAD} w-1/4`}>
                Where they differ
              </th>
              <th scope="col" className={HEAD}>
                Mine, on this page
              </th>
              <th scope="col" className={HEAD}>
                Theirs, on the other page{theirs.savedAt !== undefined && ` (saved ${timeText(theirs.savedAt)})`}
              </th>
            </tr>
          </thead>
          <tbody>
            {differences.map((each, index) => (
              <tr key={`${index} ${each.what}`} className="border-b border-line align-top last:border-b-0">
                <th scope="row" className="py-2 pr-4 text-left font-medium break-words">
                  {each.what}
                </th>
                <Said text={each.mine} />
                <Said text={each.theirs} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}

function Said({ text }: { text: string }) {
  return <td className="py-2 pr-4 break-words whitespace-pre-wrap">{text === '' ? <span className="text-ink-muted">nothing</span> : text}</td>;
}
