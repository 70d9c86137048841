import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { classes } from '../../ui/classes.ts';
import { Menu, MenuChoices } from '../../ui/Menu.tsx';
import type { FilterMenu, Filters, MenuFilter } from './filter.ts';

const route = getRouteApi('/staff/invitations');

const CHIP = 'inline-flex h-7 items-center gap-1 rounded-md border px-2.5';
const ANY = '';

/** What a list is narrowed to besides its state. What is chosen stands on its chip, and in the address. */
export function FilterMenus({ menus, filters }: { menus: readonly FilterMenu[]; filters: Filters }) {
  const navigate = route.useNavigate();
  const isNarrowed = menus.some(({ filter }) => filters[filter] !== undefined);
  // The route's own schema says what may stand there.
  const choose = (filter: MenuFilter, value: string) => void navigate({ search: { ...filters, [filter]: value === ANY ? undefined : value } });
  return (
    <div role="group" aria-label="Narrow the list" className="flex flex-wrap items-center gap-1.5">
      {menus.map(({ filter, title, choices }) => {
        const chosen = choices.find(({ value }) => value === filters[filter]);
        return (
          <Menu
            key={filter}
            align="start"
            trigger={
              <button
                type="button"
                className={classes(
                  CHIP,
                  chosen
                    ? 'border-transparent bg-accent-soft font-medium text-accent-strong'
                    : 'border-line text-ink-muted hover:bg-hover hover:text-ink',
                )}
              >
                {chosen ? `${title}: ${chosen.label}` : title}
                <ChevronDown size={14} aria-hidden />
              </button>
            }
          >
            <MenuChoices
              title={title}
              value={filters[filter] ?? ANY}
              onChange={(value) => choose(filter, value)}
              choices={[{ value: ANY, label: 'Any' }, ...choices]}
            />
          </Menu>
        );
      })}
      {isNarrowed && (
        <Link to="/invitations" search={{ show: filters.show, find: filters.find }} className="px-1.5 text-ink-muted hover:text-ink">
          Clear
        </Link>
      )}
    </div>
  );
}
