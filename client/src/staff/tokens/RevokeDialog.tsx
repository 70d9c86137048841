import type { ApiTokenView } from '@twohours/wire/staff';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProblemMessage } from '../../ui/ProblemMessage.tsx';
import { useChange } from '../use-change.ts';

export function RevokeDialog({ token, onClose }: { token: ApiTokenView; onClose: () => void }) {
  const revoke = useChange(() => call('revokeApiToken', { params: { token: token.id } }), 'Token revoked');
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Revoke “${token.name}”?`}
      description="Whatever uses it is refused from now on. Gradings that it asked for stay. It cannot be taken back; you can make another."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="grave" disabled={revoke.isPending} onClick={() => revoke.mutate(undefined, { onSuccess: onClose })}>
            Revoke the token
          </Button>
        </>
      }
    >
      {revoke.problem && <ProblemMessage problem={revoke.problem} />}
    </Dialog>
  );
}
