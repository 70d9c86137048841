import { Link } from '@tanstack/react-router';
import type { InvitationView } from '@twohours/wire/invitation';
import { EXACT } from '../exact-link.ts';
import { FILTER_LABELS, filterOf, LIST_FILTERS } from './filter.ts';

const CHIP =
  'inline-flex h-7 items-center gap-1.5 rounded-md border border-line px-2.5 text-ink-muted hover:bg-hover hover:text-ink aria-[current]:border-transparent aria-[current]:bg-accent-soft aria-[current]:font-medium aria-[current]:text-accent-strong';

/** Filters as links: what a list shows stands in its address. */
export function FilterChips({ all }: { all: readonly InvitationView[] }) {
  const chips = [undefined, ...LIST_FILTERS].map((filter) => ({
    filter,
    count: filter === undefined ? all.length : all.filter(({ state }) => filterOf(state) === filter).length,
  }));
  return (
    <nav aria-label="Filters" className="flex flex-wrap gap-1.5">
      {chips.map(({ filter, count }) => (
        <Link key={filter ?? 'all'} to="/invitations" search={(before) => ({ ...before, show: filter })} activeOptions={EXACT} className={CHIP}>
          {filter === undefined ? 'All' : FILTER_LABELS[filter]}
          <span className="figures text-small">{count}</span>
        </Link>
      ))}
    </nav>
  );
}
