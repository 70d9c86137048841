import { useSuspenseQuery } from '@tanstack/react-query';
import type { StaffView } from '@twohours/wire/staff';
import { meQuery } from '../api/queries.ts';

/** Whoever is signed in; the pages below the staff frame are shown to nobody else. */
export function useMe(): StaffView {
  return useSuspenseQuery(meQuery).data;
}
