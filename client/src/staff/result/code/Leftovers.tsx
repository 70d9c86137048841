import type { AttemptResult } from '@twohours/wire/staff';
import { Disclosure } from '../../../ui/Disclosure.tsx';
import { countText } from '../../../ui/format.ts';
import { Instant } from '../../../ui/Instant.tsx';

const SAID = {
  late: { title: 'Late work', text: 'found in an offline browser after the attempt had closed' },
  stranded: { title: 'Stranded work', text: 'written on a device that was no longer the one that writes' },
} as const;

/** Edits that reached us but are part of no submission. */
export function Leftovers({ leftovers }: { leftovers: AttemptResult['leftovers'] }) {
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-5">
      <div>
        <h2 className="text-title">Beside the submission</h2>
        <p className="text-ink-muted">Edits that reached us and are kept, but were not handed in and not graded.</p>
      </div>
      {leftovers.map((leftover) => (
        <Disclosure
          key={`${leftover.kind}-${leftover.receivedAt}`}
          className="rounded-md border border-line bg-surface px-3 py-2"
          summary={
            <span>
              <span className="font-medium">{SAID[leftover.kind].title}</span>
              <span className="text-ink-muted">
                {' '}
                · {countText(leftover.events, 'edit')}, {SAID[leftover.kind].text}, received <Instant at={leftover.receivedAt} />
              </span>
            </span>
          }
        >
          <pre
            tabIndex={0}
            aria-label={SAID[leftover.kind].title}
            className="mt-2 max-h-96 overflow-auto border-t border-line pt-2 font-mono text-code break-words whitespace-pre-wrap"
          >
            {leftover.preview}
          </pre>
        </Disclosure>
      ))}
    </section>
  );
}
