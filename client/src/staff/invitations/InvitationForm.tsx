import type { NewInvitation } from '@twohours/wire/invitation';
import type { Problem } from '@twohours/wire/problem';
import type { ExerciseSummary } from '@twohours/wire/staff';
import { HOUR_MS, MINUTE_MS } from '@twohours/wire/time';
import { useState, type FormEvent, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { clock, localOf } from '../../api/clock.ts';
import { Button } from '../../ui/Button.tsx';
import { Field, focusFirstInvalid, TextField } from '../../ui/Field.tsx';
import { ProblemMessage } from '../../ui/ProblemMessage.tsx';
import { Select } from '../../ui/Select.tsx';
import { checked, rolesOf, type Draft } from './draft.ts';
import { ExerciseField } from './ExerciseField.tsx';
import { TimeFields } from './TimeFields.tsx';
import { WindowFields } from './WindowFields.tsx';

const WINDOW_MS = 7 * 24 * HOUR_MS;
const STEP_MS = 5 * MINUTE_MS;

function firstDraft(exercises: readonly ExerciseSummary[]): Draft {
  const now = Math.floor(clock.now() / STEP_MS) * STEP_MS;
  const roles = rolesOf(exercises);
  const role = roles.length === 1 ? (roles[0]?.value ?? '') : '';
  return { name: '', email: '', role, exercise: '', opensAt: localOf(now), closesAt: localOf(now + WINDOW_MS), accommodationPercent: '0' };
}

interface Props {
  exercises: readonly ExerciseSummary[];
  isBusy: boolean;
  problem: Problem | undefined;
  onSubmit: (invitation: NewInvitation) => void;
}

export function InvitationForm({ exercises, isBusy, problem, onSubmit }: Props) {
  const [draft, setDraft] = useState(() => firstDraft(exercises));
  const [isTried, setTried] = useState(false);
  const result = checked(draft);
  const complaints = isTried && 'complaints' in result ? result.complaints : {};
  const change = (some: Partial<Draft>) => setDraft((before) => ({ ...before, ...some }));
  const chosen = exercises.find(({ id }) => id === draft.exercise);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    flushSync(() => setTried(true));
    if ('invitation' in result) onSubmit(result.invitation);
    else focusFirstInvalid(event.currentTarget);
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-8">
      <h1 className="text-page">Invite a candidate</h1>
      <Part title="Candidate">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Name"
            autoFocus
            autoComplete="off"
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
            error={complaints.name}
          />
          <TextField
            label="E-mail"
            type="email"
            autoComplete="off"
            hint="To tell candidates apart. Twohours sends no mail: you send the link."
            value={draft.email}
            onChange={(event) => change({ email: event.target.value })}
            error={complaints.email}
          />
        </div>
      </Part>
      <Part title="Exercise">
        <Field label="Role" hint="The candidate sees it, with what comes before and after the exercise." error={complaints.role}>
          {(control) => (
            <Select
              control={control}
              value={draft.role === '' ? undefined : draft.role}
              onChange={(role) => change({ role, exercise: chosen?.role === role ? draft.exercise : '' })}
              choices={rolesOf(exercises)}
              placeholder="Choose a role"
            />
          )}
        </Field>
        <ExerciseField
          exercises={exercises.filter(({ role }) => role === draft.role)}
          value={draft.exercise}
          onChange={(exercise) => change({ exercise })}
          hasRole={draft.role !== ''}
          error={complaints.exercise}
        />
      </Part>
      <Part title="When they may start">
        <WindowFields draft={draft} complaints={complaints} onChange={change} />
      </Part>
      <Part title="How long they have">
        <TimeFields exercise={chosen} draft={draft} complaints={complaints} onChange={change} />
      </Part>
      {problem && <ProblemMessage problem={problem} />}
      <div>
        <Button look="primary" type="submit" disabled={isBusy}>
          Make the invitation
        </Button>
      </div>
    </form>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-3 w-full border-b border-line pb-1.5 text-title font-semibold">{title}</legend>
      {children}
    </fieldset>
  );
}
