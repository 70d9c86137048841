import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation, useRouter } from '@tanstack/react-router';
import { LinkTokenSchema } from '@twohours/wire/invitation';
import { PasswordSchema } from '@twohours/wire/staff';
import { useState, type FormEvent } from 'react';
import { call } from '../../api/call.ts';
import { problemOf } from '../../api/problem-error.ts';
import { meQuery } from '../../api/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { ProblemMessage } from '../../ui/ProblemMessage.tsx';
import { Sheet } from '../../ui/Sheet.tsx';

/** Where a one-time link of an admin, or the first one of the installation, leads: its token stands after the #. */
export function AcceptPage() {
  const token = LinkTokenSchema.safeParse(useLocation({ select: (location) => location.hash }));
  if (!token.success) {
    return (
      <Sheet narrow title="This link is not complete">
        <p className="text-ink-muted">
          A link to an account ends in # and 43 characters. Copy it again, whole, or ask an admin for a new one. If nobody has an account yet, the
          command <code className="figures">npm run admin-link</code> prints one.
        </p>
      </Sheet>
    );
  }
  return <AcceptForm token={token.data} />;
}

function AcceptForm({ token }: { token: string }) {
  const queries = useQueryClient();
  const router = useRouter();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const complaint = PasswordSchema.safeParse(password).error?.issues[0]?.message;
  const accept = useMutation({
    mutationFn: () => call('acceptStaffLink', { body: { token, name, email: email.trim(), password } }),
    onSuccess: (me) => {
      queries.clear();
      queries.setQueryData(meQuery.queryKey, me);
      router.history.replace('/invitations');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (complaint === undefined) accept.mutate();
  };
  return (
    <Sheet narrow title="Make your account">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label="Name"
          hint="As colleagues and the log will show it."
          autoComplete="name"
          autoFocus
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField label="E-mail" type="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.target.value)} />
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          hint="12 characters at least. A few words in a row are easy to keep in mind."
          required
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={isTried ? complaint : undefined}
        />
        {accept.isError && <ProblemMessage problem={problemOf(accept.error)} />}
        <Button look="primary" type="submit" disabled={accept.isPending}>
          Make the account and sign in
        </Button>
      </form>
      <p className="text-small text-ink-muted">The link works once.</p>
    </Sheet>
  );
}
