import type { ReviewSettings } from '@twohours/wire/review';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/call.ts';
import { useChange } from '../../staff/use-change.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { ProblemMessage } from '../../ui/ProblemMessage.tsx';
import { checkedSettings, typedSettings, type TypedSettings } from './typed-settings.ts';

interface Props {
  role: string;
  roleTitle: string;
  settings: ReviewSettings;
}

export function RoleSettings({ role, roleTitle, settings }: Props) {
  const [typed, setTyped] = useState<TypedSettings>(() => typedSettings(settings));
  const { settings: wanted, complaints } = checkedSettings(typed);
  const change = useChange((body: ReviewSettings) => call('changeReviewSettings', { params: { role }, body }), `${roleTitle}: saved`);
  const isChanged = JSON.stringify(typed) !== JSON.stringify(typedSettings(settings));
  const set = (some: Partial<TypedSettings>) => setTyped({ ...typed, ...some });
  return (
    <form
      aria-label={roleTitle}
      noValidate
      className="flex flex-col gap-4 rounded-md border border-line bg-surface p-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted && isChanged) change.mutate(wanted);
      }}
    >
      <h2 className="text-title">{roleTitle}</h2>
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        <TextField
          label="Reviewers of each attempt"
          inputMode="numeric"
          autoComplete="off"
          hint="Asked in turn, from 0 to 5."
          className="figures !w-20"
          value={typed.reviewers}
          onChange={(event) => set({ reviewers: event.target.value })}
          error={complaints.reviewers}
        />
        <TextField
          label="Days to review"
          inputMode="numeric"
          autoComplete="off"
          hint="From the closing on, 1 to 60."
          className="figures !w-20"
          value={typed.dueDays}
          onChange={(event) => set({ dueDays: event.target.value })}
          error={complaints.dueDays}
        />
      </div>
      <Check
        isOn={typed.isBlind}
        onChange={(isBlind) => set({ isBlind })}
        label="Blind"
        note="Name and e-mail are covered for everyone but admins until it has been decided, also in files and outputs."
      />
      <fieldset className="flex flex-col gap-2">
        <legend className="pb-1 font-medium">What the candidate sees once it has been decided</legend>
        <p className="text-small text-ink-muted">They are told before Start. Nothing is shown beyond it.</p>
        <Check
          isOn={typed.verdicts}
          onChange={(verdicts) => set({ verdicts })}
          label="Verdicts"
          note="Of the hidden tests that the exercise lets be told."
        />
        <Check
          isOn={typed.comments}
          onChange={(comments) => set({ comments })}
          label="Comments"
          note="Those that reviewers wrote for the candidate, without names."
        />
      </fieldset>
      {change.problem && <ProblemMessage problem={change.problem} />}
      <div className="flex items-center gap-3">
        <Button type="submit" look={isChanged ? 'primary' : 'plain'} disabled={!isChanged || !wanted || change.isPending}>
          Save
        </Button>
        {isChanged && (
          <Button look="quiet" onClick={() => setTyped(typedSettings(settings))}>
            As it was
          </Button>
        )}
      </div>
    </form>
  );
}

function Check({ label, note, isOn, onChange }: { label: string; note: ReactNode; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <label className="flex items-start gap-2">
      <input type="checkbox" className="mt-1 accent-accent" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {label}
        <span className="block text-small text-ink-muted">{note}</span>
      </span>
    </label>
  );
}
