import { useQuery } from '@tanstack/react-query';
import type { ApiTokenView } from '@twohours/wire/staff';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { clock } from '../../api/clock.ts';
import { apiTokensQuery } from '../../api/queries.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Instant } from '../../ui/Instant.tsx';
import { ListPage, ListTable } from '../ListPage.tsx';
import { NewTokenDialog } from './NewTokenDialog.tsx';
import { RevokeDialog } from './RevokeDialog.tsx';

export function TokensPage() {
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiTokenView>();
  const make = (
    <Button look="primary" onClick={() => setMaking(true)}>
      <Plus size={16} aria-hidden />
      Make a token
    </Button>
  );
  const query = useQuery(apiTokensQuery);
  const isEmpty = query.data?.tokens.length === 0;
  return (
    <ListPage
      title="API tokens"
      about="For graders’ scripts and other systems: with a token, they ask for gradings and read their results, and nothing else."
      what="the API tokens"
      query={query}
      action={isEmpty ? undefined : make}
    >
      {({ tokens }) => (
        <>
          {isEmpty ? (
            <EmptyState title="There is no token yet" action={make}>
              <p>A script sends it along as “Authorization: Bearer …” when it asks for a grading.</p>
            </EmptyState>
          ) : (
            <ListTable
              rows={tokens}
              columns={[
                { head: 'Name', cell: ({ name }) => <span className="font-medium">{name}</span> },
                { head: 'Made', width: 'w-44', cell: ({ createdAt }) => <Instant at={createdAt} /> },
                {
                  head: 'Last used',
                  width: 'w-44',
                  cell: ({ lastUsedAt }) => (lastUsedAt === undefined ? <span className="text-ink-muted">never</span> : <Instant at={lastUsedAt} />),
                },
                { head: 'Expires', width: 'w-56', cell: (token) => <Expiry token={token} /> },
                {
                  head: 'Actions',
                  width: 'w-24',
                  cell: (token) => (
                    <Button size="small" look="quiet" aria-label={`Revoke ${token.name}`} onClick={() => setRevoking(token)}>
                      Revoke …
                    </Button>
                  ),
                },
              ]}
            />
          )}
          {isMaking && <NewTokenDialog onClose={() => setMaking(false)} />}
          {revoking && <RevokeDialog token={revoking} onClose={() => setRevoking(undefined)} />}
        </>
      )}
    </ListPage>
  );
}

function Expiry({ token }: { token: ApiTokenView }) {
  return (
    <span className="flex items-center gap-2">
      <Instant at={token.expiresAt} />
      {token.expiresAt <= clock.now() && <Badge tone="late">expired</Badge>}
    </span>
  );
}
