import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { useTitle } from './use-title.ts';

interface Props {
  title: string;
  /** For a form of few short fields. */
  narrow?: boolean;
  children: ReactNode;
}

/** The one sheet of paper on a page that stands before everything else. */
export function Sheet({ title, narrow = false, children }: Props) {
  useTitle(title);
  return (
    <main className={classes('m-auto flex w-full flex-col gap-5 px-4 py-12', narrow ? 'max-w-sm' : 'max-w-md')}>
      <p className="flex items-center gap-2 font-semibold">
        <img src="/icon.svg" alt="" width={20} height={20} />
        Twohours
      </p>
      <div className={classes('flex flex-col rounded-md border border-line bg-surface p-6', narrow ? 'gap-5' : 'gap-4')}>
        <h1 className="text-page">{title}</h1>
        {children}
      </div>
    </main>
  );
}
