import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { problemOf } from '../api/problem-error.ts';
import { Button } from '../ui/Button.tsx';
import { Loading } from '../ui/Loading.tsx';
import { ProblemMessage } from '../ui/ProblemMessage.tsx';
import { useTitle } from '../ui/use-title.ts';

interface Props<T> {
  title: string;
  /** What the page is for, in one or two sentences. */
  about: string;
  /** What is being waited for: "the colleagues". */
  what: string;
  action?: ReactNode;
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}

/** A short list with a title and one action, in whichever state its query is. */
export function ListPage<T>({ title, about, what, action, query, children }: Props<T>) {
  useTitle(title);
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-5 px-5 py-6">
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div className="max-w-prose">
          <h1 className="text-page">{title}</h1>
          <p className="text-ink-muted">{about}</p>
        </div>
        {action}
      </header>
      {query.isPending && <Loading what={what} />}
      {query.data !== undefined && children(query.data)}
      {query.isError && (
        <ProblemMessage problem={problemOf(query.error)}>
          <Button className="mt-2" onClick={() => void query.refetch()}>
            Try again
          </Button>
        </ProblemMessage>
      )}
    </div>
  );
}

/** Heads and their widths (a Tailwind class, where it is fixed), above plain rows. */
export function ListTable({ heads, children }: { heads: readonly (readonly [head: string, width?: string])[]; children: ReactNode }) {
  return (
    <table className="w-full">
      <thead>
        <tr className="border-b border-line">
          {heads.map(([head, width]) => (
            <th key={head} scope="col" className={`h-8 pr-4 text-left text-small font-medium text-ink-muted ${width ?? ''}`}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="[&_td]:py-1 [&_td]:pr-4 [&_tr]:h-9 [&_tr]:border-b [&_tr]:border-line [&_tr]:hover:bg-hover">{children}</tbody>
    </table>
  );
}
