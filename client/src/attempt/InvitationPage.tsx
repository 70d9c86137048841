import { useMutation } from '@tanstack/react-query';
import { useLocation, useRouter } from '@tanstack/react-router';
import { LinkTokenSchema } from '@twohours/wire/invitation';
import { call } from '../api/call.ts';
import { problemOf } from '../api/problem-error.ts';
import { Button } from '../ui/Button.tsx';
import { ProblemMessage } from '../ui/ProblemMessage.tsx';
import { setSessionAttempt } from './session-attempt.ts';
import { Sheet } from '../ui/Sheet.tsx';

/** Where an invitation's link leads. Opening it is a button: what only fetches links, such as a mail scanner, opens nothing. */
export function InvitationPage() {
  const token = LinkTokenSchema.safeParse(useLocation({ select: (location) => location.hash }));
  if (!token.success) {
    return (
      <Sheet title="This link is not complete">
        <p className="text-ink-muted">
          The link of an invitation ends in # and 43 characters. Copy it from your e-mail again, whole, or ask the person who invited you.
        </p>
      </Sheet>
    );
  }
  return <Opening token={token.data} />;
}

function Opening({ token }: { token: string }) {
  const router = useRouter();
  const open = useMutation({
    mutationFn: async () => {
      const { attempt } = await call('redeemLink', { body: { token } });
      setSessionAttempt(attempt);
    },
    // Replaced, so that the secret does not stay in the history.
    onSuccess: () => router.history.replace('/attempt'),
  });
  return (
    <Sheet title="You are invited to a coding exercise">
      <p className="text-ink-muted">
        Opening the invitation starts nothing. You first see what the exercise is about, what is recorded and how much time there is, and you decide
        when to start.
      </p>
      {open.isError && <ProblemMessage problem={problemOf(open.error)} />}
      <Button look="primary" size="large" autoFocus disabled={open.isPending} onClick={() => open.mutate()}>
        Open the invitation
      </Button>
      <p className="text-small text-ink-muted">The link works again and again, also from another computer, until the exercise is over.</p>
    </Sheet>
  );
}
