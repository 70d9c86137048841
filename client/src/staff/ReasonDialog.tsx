import { ReasonSchema } from '@twohours/wire/staff';
import { useState, type ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextArea, TextField } from '../ui/Field.tsx';
import { ProblemMessage } from '../ui/ProblemMessage.tsx';
import { useChange } from './use-change.ts';

export interface Reasoned {
  reason: string;
  minutes: number;
}

interface Props {
  title: string;
  description: ReactNode;
  /** What the button says: what it does. */
  verb: string;
  /** Said when it is done. */
  done: string;
  grave?: boolean;
  /** Asks for minutes as well, beginning with these. */
  minutes?: number;
  wide?: boolean;
  /** Further fields, above the reason. */
  children?: ReactNode;
  /** Why it cannot be done with what stands in them. */
  cannot?: string | undefined;
  onClose: () => void;
  /** Where something else than closing comes after success. */
  onDone?: () => void;
  act: (given: Reasoned) => Promise<unknown>;
}

const MOST_MINUTES = 480;

/** Everything that staff do to an attempt asks why: the reason stays in its log. */
export function ReasonDialog(props: Props) {
  const {
    title,
    description,
    verb,
    done,
    grave = false,
    minutes: firstMinutes,
    wide = false,
    children,
    cannot,
    onClose,
    onDone = onClose,
    act,
  } = props;
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState(String(firstMinutes ?? 0));
  const [isTried, setTried] = useState(false);
  const change = useChange(act, done);
  const checked = ReasonSchema.safeParse(reason);
  const complaint = checked.success ? undefined : checked.error.issues[0]?.message;
  const length = Number(minutes);
  const hasMinutes = firstMinutes === undefined || (Number.isInteger(length) && length >= 1 && length <= MOST_MINUTES);

  const confirm = () => {
    setTried(true);
    if (checked.success && hasMinutes && cannot === undefined) change.mutate({ reason: checked.data, minutes: length }, { onSuccess: onDone });
  };
  return (
    <Dialog
      open
      wide={wide}
      onOpenChange={(open) => open || onClose()}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look={grave ? 'grave' : 'primary'} disabled={change.isPending} type="submit" form="reason">
            {verb}
          </Button>
        </>
      }
    >
      <form
        id="reason"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        {firstMinutes !== undefined && (
          <TextField
            label="Minutes"
            inputMode="numeric"
            autoComplete="off"
            value={minutes}
            onChange={(event) => setMinutes(event.target.value)}
            className="figures !w-24"
            error={isTried && !hasMinutes ? `A whole number from 1 to ${MOST_MINUTES}.` : undefined}
          />
        )}
        {children}
        {isTried && cannot !== undefined && (
          <p role="alert" className="text-small text-failed">
            {cannot}
          </p>
        )}
        <TextArea
          label="Reason"
          hint="It stays in the log, with your name."
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
          error={isTried ? complaint : undefined}
        />
        {change.problem && <ProblemMessage problem={change.problem} />}
      </form>
    </Dialog>
  );
}
