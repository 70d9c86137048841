import type { ReactNode } from 'react';

interface Props {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** Nothing else is on the page, so that this is its title. */
  isPage?: boolean;
}

/** In the place of a list that has nothing in it: what it is for, and what to do first. */
export function EmptyState({ title, children, action, isPage = false }: Props) {
  const Title = isPage ? 'h1' : 'h2';
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-16 text-center text-balance text-ink-muted">
      <Title className="text-title text-ink">{title}</Title>
      {children}
      {action && <div className="pt-4">{action}</div>}
    </div>
  );
}
