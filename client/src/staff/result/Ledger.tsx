import type { Grant } from '@twohours/wire/staff';
import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { lengthText } from '../../ui/format.ts';
import { Instant } from '../../ui/Instant.tsx';

const KINDS: Readonly<Record<Grant['kind'], string>> = { allotted: 'Allotted', extended: 'Added', credited: 'Credited', reopened: 'Reopened for' };

/** How the deadline came about: for admins alone. */
export function Ledger({ ledger, accommodationPercent }: { ledger: readonly Grant[]; accommodationPercent: number | undefined }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" look="quiet" className="-my-1" onClick={() => setOpen(true)}>
        Time ledger
      </Button>
      <Dialog
        wide
        open={isOpen}
        onOpenChange={setOpen}
        title="How the time came about"
        description="Admins alone see this. The candidate sees their total and what was added; reviewers see time used."
      >
        {accommodationPercent ? <p>An accommodation of {accommodationPercent} % is part of the allotted time.</p> : null}
        <table className="w-full text-left">
          <thead>
            <tr className="border-b border-line text-small text-ink-muted">
              <th className="py-1.5 pr-4 font-medium">Time</th>
              <th className="pr-4 font-medium">When</th>
              <th className="pr-4 font-medium">By</th>
              <th className="font-medium">Reason</th>
            </tr>
          </thead>
          <tbody>
            {ledger.map((grant) => (
              <tr key={`${grant.at}-${grant.kind}-${grant.ms}`} className="border-b border-line align-top last:border-b-0">
                <td className="py-2 pr-4 whitespace-nowrap">
                  {KINDS[grant.kind]} {lengthText(grant.ms)}
                </td>
                <td className="py-2 pr-4">
                  <Instant at={grant.at} />
                </td>
                <td className="py-2 pr-4 whitespace-nowrap">{grant.by}</td>
                <td className="py-2">{grant.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Dialog>
    </>
  );
}
