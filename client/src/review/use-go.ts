import { getRouteApi } from '@tanstack/react-router';
import type { Evidence, Place } from '@twohours/wire/review';
import { useCallback } from 'react';
import { elapsedText } from '../ui/format.ts';
import type { Beside } from './beside.ts';

const route = getRouteApi('/staff/attempts/$attempt');

/** To where something is to be seen, from any tab of an attempt's page. */
export function useGo(): (to: Place | Evidence) => void {
  const navigate = route.useNavigate();
  return useCallback(
    (to) => {
      const place =
        to.kind === 'test'
          ? { tab: undefined, test: to.test }
          : {
              tab: 'replay' as const,
              at: to.kind === 'span' ? to.fromMs : to.atMs,
              event: undefined,
              path: to.kind === 'lines' ? to.path : undefined,
              lines: to.kind === 'lines' ? `${to.from}-${to.to}` : undefined,
            };
      void navigate({ search: (before) => ({ ...before, ...place }), resetScroll: false });
    },
    [navigate],
  );
}

/** Where no replay is in sight, the moment is the one that it showed last, as the address has it. */
export function useLastMoment(): Beside {
  const { at } = route.useSearch();
  return {
    at: () => at ?? 0,
    moment: at === undefined ? undefined : `${elapsedText(at)}, shown last`,
    canMove: false,
    lines: undefined,
    noLines: 'Lines are selected in the replay or in the code',
    go: useGo(),
  };
}
