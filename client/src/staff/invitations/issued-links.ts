import type { QueryClient } from '@tanstack/react-query';
import type { InvitationId } from '@twohours/wire/id';

/*
  Links that were issued in this page since it was opened. The server keeps only their hashes, so that nobody can be
  shown one again later; they stay in this page's memory until it is closed or its reader signs out.
*/
const keyOf = (invitation: InvitationId) => ['issued-link', invitation] as const;

export function rememberLink(queries: QueryClient, invitation: InvitationId, link: string): void {
  queries.setQueryDefaults(['issued-link'], { gcTime: Infinity });
  queries.setQueryData<string>(keyOf(invitation), link);
}

export function issuedLink(queries: QueryClient, invitation: InvitationId): string | undefined {
  return queries.getQueryData<string>(keyOf(invitation));
}
