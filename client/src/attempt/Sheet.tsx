import type { ReactNode } from 'react';
import { useTitle } from '../ui/use-title.ts';

/** A page with one thing on it. */
export function Sheet({ title, children }: { title: string; children: ReactNode }) {
  useTitle(title);
  return (
    <main className="m-auto flex w-full max-w-md flex-col gap-5 px-4 py-12">
      <p className="flex items-center gap-2 font-semibold">
        <img src="/icon.svg" alt="" width={20} height={20} />
        Twohours
      </p>
      <div className="flex flex-col gap-4 rounded-md border border-line bg-surface p-6">
        <h1 className="text-page">{title}</h1>
        {children}
      </div>
    </main>
  );
}
