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
            <ListTable heads={HEADS}>
              {tokens.map((token) => (
                <TokenRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
              ))}
            </ListTable>
          )}
          {isMaking && <NewTokenDialog onClose={() => setMaking(false)} />}
          {revoking && <RevokeDialog token={revoking} onClose={() => setRevoking(undefined)} />}
        </>
      )}
    </ListPage>
  );
}

const HEADS = [['Name'], ['Made', 'w-44 max-lg:hidden'], ['Last used', 'w-44 max-md:hidden'], ['Expires', 'w-56'], ['Actions', 'w-28']] as const;

function TokenRow({ token, onRevoke }: { token: ApiTokenView; onRevoke: () => void }) {
  return (
    <tr>
      <td className="font-medium">{token.name}</td>
      <td className="max-lg:hidden">
        <Instant at={token.createdAt} />
      </td>
      <td className="max-md:hidden">
        {token.lastUsedAt === undefined ? <span className="text-ink-muted">never</span> : <Instant at={token.lastUsedAt} />}
      </td>
      <td>
        <span className="flex items-center gap-2">
          <Instant at={token.expiresAt} />
          {token.expiresAt <= clock.now() && <Badge tone="late">expired</Badge>}
        </span>
      </td>
      <td>
        <Button size="small" look="quiet" className="-ml-2" aria-label={`Revoke ${token.name}`} onClick={onRevoke}>
          Revoke …
        </Button>
      </td>
    </tr>
  );
}
