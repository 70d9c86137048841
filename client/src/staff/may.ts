import { routes, type RouteName } from '@twohours/wire/route';
import type { StaffView } from '@twohours/wire/staff';

/** Whether someone's roles open a route: what they may not do is not offered. The server decides by the same table. */
export function may(who: Pick<StaffView, 'roles'>, route: RouteName): boolean {
  const audience: readonly string[] = routes[route].audience;
  return who.roles.some((role) => audience.includes(role));
}
