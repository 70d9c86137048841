import type { Receipt } from '@twohours/wire/attempt';
import { Check } from 'lucide-react';
import { bytesText, countText } from '../../ui/format.ts';
import { Instant } from '../../ui/Instant.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { Contact } from '../Contact.tsx';
import { spokenText } from '../countdown.ts';
import type { ReceiptPage } from '../live-state.ts';
import { Stages } from '../Stages.tsx';
import { ThemeButton } from '../ThemeButton.tsx';
import { Section } from '../lobby/Section.tsx';
import { WhatCame } from './WhatCame.tsx';

const TITLES: Record<Receipt['closedBy'], string> = {
  candidate: 'Your work is handed in',
  deadline: 'Time is up, and your work is handed in',
  staff: 'This attempt was closed',
};

/** The page has become another one: who listens to it hears so, and it is read from the top. */
function arrive(heading: HTMLElement | null): void {
  heading?.focus();
  window.scrollTo(0, 0);
}

/** After the end: what was handed in, and what comes next. */
export function ReceiptView({ page: { receipt, late } }: { page: ReceiptPage }) {
  const { submission, role } = receipt;
  useTitle(`${receipt.title}, receipt`);
  const at = role.stages.findIndex((stage) => stage.isExercise);
  const next = role.stages.slice(at + 1);
  return (
    <main className="mx-auto flex w-full max-w-[720px] grow flex-col gap-10 px-5 pt-8 pb-16">
      <header className="flex flex-col gap-1">
        <div className="flex items-center justify-between gap-4">
          <p className="font-medium text-ink-muted">
            {receipt.company} · {role.title}
          </p>
          <ThemeButton />
        </div>
        <h1 ref={arrive} tabIndex={-1} className="outline-none flex items-center gap-3 text-[1.75rem] leading-9 tracking-tight">
          {receipt.closedBy !== 'staff' && <Check size={28} aria-hidden className="shrink-0 text-accent" />}
          {TITLES[receipt.closedBy]}
        </h1>
        <p className="pt-3 text-reading">
          {receipt.closedBy === 'staff' ? (
            <>
              The people at {receipt.company} closed it. Everything you had written is kept. If this surprises you, ask{' '}
              <Contact contact={receipt.contact} />.
            </>
          ) : (
            <>Thank you, {receipt.candidate}. Nothing more is to be done here; you can close this page.</>
          )}
        </p>
      </header>
      <dl className="grid grid-cols-1 gap-x-8 gap-y-4 rounded-md border border-line bg-surface p-5 sm:grid-cols-3">
        <div>
          <dt className="text-small text-ink-muted">Exercise</dt>
          <dd>{receipt.title}</dd>
        </div>
        <div>
          <dt className="text-small text-ink-muted">Time used</dt>
          <dd>{spokenText(receipt.usedMs)}</dd>
        </div>
        <div>
          <dt className="text-small text-ink-muted">Ended</dt>
          <dd>
            <Instant at={receipt.closedAt} zone />
          </dd>
        </div>
      </dl>
      {late > 0 && (
        <p className="rounded-md border border-line bg-surface p-4">
          {countText(late, 'edit')} that this browser had kept reached us after the end. They lie beside your submission, marked as late; reviewers
          see them, and they are not part of what is graded.
        </p>
      )}
      {submission && (
        <Section title="What was handed in">
          <table className="w-full">
            <caption className="sr-only">Files of the submission</caption>
            <thead className="sr-only">
              <tr>
                <th scope="col">File</th>
                <th scope="col">Size</th>
              </tr>
            </thead>
            <tbody className="figures text-code">
              {submission.files.map((file) => (
                <tr key={file.path} className="border-b border-line">
                  <td className="py-1.5">{file.path}</td>
                  <td className="py-1.5 text-right text-ink-muted">{bytesText(file.bytes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="flex flex-col gap-1">
            <span className="text-small text-ink-muted">Fingerprint of exactly these files (SHA-256), to show later what you handed in</span>
            <code className="figures text-code break-all">{submission.hash}</code>
          </p>
          <p className="flex flex-col gap-1">
            <span className="text-small text-ink-muted">
              Fingerprint of everything that was recorded on the way there, and the signature of this installation under it
            </span>
            <code className="figures text-code break-all">{receipt.recording.head}</code>
            <code className="figures text-small break-all text-ink-muted">{receipt.recording.signature}</code>
          </p>
        </Section>
      )}
      <WhatCame candidateSees={receipt.candidateSees} company={receipt.company} />
      {receipt.closedBy !== 'staff' && next.length > 0 && (
        <Section title="What comes next">
          <Stages stages={next} first={at + 2} />
        </Section>
      )}
      <p className="text-ink-muted">
        Questions: <Contact contact={receipt.contact} />.
      </p>
    </main>
  );
}
