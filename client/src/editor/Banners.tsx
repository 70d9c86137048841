import { Clock, Eye, Split } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DeskPage } from '../attempt/live-state.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { countText } from '../ui/format.ts';

interface Props {
  page: DeskPage;
  onTakeOver: () => void;
  onShowStranded: () => void;
  onDismissStranded: () => void;
}

/** Between header and panes: what is unusual at the moment, and what can be done about it. */
export function Banners({ page, onTakeOver, onShowStranded, onDismissStranded }: Props) {
  const { writing, ending, stranded, attempt } = page;
  return (
    <>
      <p className="hidden border-b border-line bg-sunken px-4 py-1.5 text-ink-muted max-[899px]:block">
        This page is easier to work with in a larger window.
      </p>
      {ending === 'time-up' && (
        <Banner icon={<Clock size={16} aria-hidden />}>
          <strong className="font-semibold">Time is up.</strong> What you typed is being handed in. Nothing more is to be done.
        </Banner>
      )}
      {ending === 'unheard' && (
        <Banner icon={<Clock size={16} aria-hidden />}>
          <strong className="font-semibold">Time is up by this page’s clock, and the server cannot be asked.</strong> What you typed is kept on this
          device and handed over as soon as the server answers.
        </Banner>
      )}
      {writing.kind === 'reader' && ending === 'no' && (
        <Banner
          icon={<Eye size={16} aria-hidden />}
          action={
            <Button size="small" look="primary" onClick={onTakeOver}>
              Take over here
            </Button>
          }
        >
          {writing.why === 'tab'
            ? 'You went on in a newer tab of this browser; here you only read.'
            : 'Another device has this attempt open for writing; here you only read.'}
        </Banner>
      )}
      {stranded && (
        <Banner
          icon={<Split size={16} aria-hidden />}
          action={
            <>
              <Button size="small" onClick={onShowStranded}>
                Show them
              </Button>
              <Button size="small" look="quiet" onClick={onDismissStranded}>
                Dismiss
              </Button>
            </>
          }
        >
          {countText(stranded.edits, 'edit')} typed here came after another device had taken over. They are kept, beside your attempt.
        </Banner>
      )}
      {attempt.runsUnavailable !== undefined && <Banner plain>{attempt.runsUnavailable}</Banner>}
    </>
  );
}

function Banner({ icon, action, plain = false, children }: { icon?: ReactNode; action?: ReactNode; plain?: boolean; children: ReactNode }) {
  return (
    <div
      role="status"
      className={classes(
        'flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5',
        plain ? 'bg-sunken' : 'bg-accent-soft',
      )}
    >
      {icon}
      <p className="grow">{children}</p>
      {action}
    </div>
  );
}
