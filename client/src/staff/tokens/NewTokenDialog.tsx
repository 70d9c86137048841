import { useState, type FormEvent } from 'react';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field, TextField } from '../../ui/Field.tsx';
import { instantText } from '../../ui/format.ts';
import { ProblemMessage } from '../../ui/ProblemMessage.tsx';
import { Select } from '../../ui/Select.tsx';
import { LinkOnce } from '../LinkOnce.tsx';
import { useChange } from '../use-change.ts';

const LENGTHS = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: '730', label: '2 years' },
] as const;

export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [days, setDays] = useState<(typeof LENGTHS)[number]['value']>('90');
  const make = useChange(() => call('makeApiToken', { body: { name, days: Number(days) } }));
  if (make.data) {
    const { token, secret } = make.data;
    return (
      <Dialog open onOpenChange={onClose} modalOnly title={`The token “${token.name}”`} actions={<Button onClick={onClose}>Done</Button>}>
        <LinkOnce label="API token" value={secret}>
          <strong className="font-semibold text-ink">Copy it now: it is shown only once.</strong> We keep nothing but its hash. It works until{' '}
          {instantText(token.expiresAt)}.
        </LinkOnce>
      </Dialog>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(undefined);
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Make an API token"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="token" disabled={make.isPending}>
            Make the token
          </Button>
        </>
      }
    >
      <form id="token" onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label="Name"
          hint="Who or what uses it, so that you know which one to revoke."
          autoComplete="off"
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Field label="Works for">{(control) => <Select control={control} value={days} onChange={setDays} choices={LENGTHS} />}</Field>
        {make.problem && <ProblemMessage problem={make.problem} />}
      </form>
    </Dialog>
  );
}
