import { CircleCheck, CloudOff, LoaderCircle, PencilOff, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { SaveState, Writing } from '../attempt/live-state.ts';
import { countText, secondText } from '../ui/format.ts';
import { Tooltip } from '../ui/Tooltip.tsx';

interface Badge {
  icon: ReactElement;
  text: string;
  more: string;
  /** Told to who listens to the page; the same words again are not repeated. */
  told: string;
}

function badgeOf(save: SaveState, writing: Writing): Badge {
  if (writing.kind !== 'writer') {
    return {
      icon: <PencilOff size={16} aria-hidden />,
      text: 'Read only',
      more: 'Writing happens elsewhere at the moment.',
      told: 'This page is read-only.',
    };
  }
  switch (save.kind) {
    case 'saved':
      return {
        icon: <CircleCheck size={16} aria-hidden className="text-passed" />,
        text: save.at === undefined ? 'Saved' : `Saved ${secondText(save.at)}`,
        more: 'The server has every edit. There is nothing you need to do to save.',
        told: 'Everything is saved.',
      };
    case 'saving':
      // Said as what was said last: that all is well.
      return {
        icon: <LoaderCircle size={16} aria-hidden className="text-ink-muted" />,
        text: 'Saving …',
        more: 'Your latest edits are on their way to the server.',
        told: 'Everything is saved.',
      };
    case 'offline':
      return offlineBadge(save);
  }
}

function offlineBadge(save: Extract<SaveState, { kind: 'offline' }>): Badge {
  const edits = countText(save.unsent, 'edit');
  if (save.unsent === 0) {
    return {
      icon: <CloudOff size={16} aria-hidden className="text-timed-out" />,
      text: 'Offline · all saved',
      more: 'The server cannot be reached at the moment. Write on: edits are kept on this device and sent when it can be.',
      told: 'Offline. Edits are kept on this device.',
    };
  }
  if (!save.isKept) {
    return {
      icon: <TriangleAlert size={16} aria-hidden className="text-failed" />,
      text: `Offline · ${edits} only in this page`,
      more: 'The server cannot be reached, and this browser gives no storage: keep this page open until it says “Saved”.',
      told: 'Offline. Keep this page open.',
    };
  }
  return {
    icon: <CloudOff size={16} aria-hidden className="text-timed-out" />,
    text: `Offline · ${edits} kept on this device`,
    more: 'The server cannot be reached at the moment. Write on: everything is kept in this browser, also when you close it, and sent when the server answers.',
    told: 'Offline. Edits are kept on this device.',
  };
}

/** Where the latest edit is. */
export function SaveBadge({ save, writing }: { save: SaveState; writing: Writing }) {
  const badge = badgeOf(save, writing);
  return (
    <>
      <Tooltip text={badge.more}>
        <button type="button" className="flex h-8 cursor-default items-center gap-1.5 rounded-sm px-1 whitespace-nowrap text-ink-muted">
          {badge.icon}
          <span className="figures min-w-[14ch] text-left text-small">{badge.text}</span>
        </button>
      </Tooltip>
      <span role="status" className="sr-only">
        {badge.told}
      </span>
    </>
  );
}
