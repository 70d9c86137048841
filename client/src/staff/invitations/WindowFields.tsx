import { instantOf } from '../../api/clock.ts';
import { TextField } from '../../ui/Field.tsx';
import { instantText, zoneName, zoneText } from '../../ui/format.ts';
import type { Complaints, Draft } from './draft.ts';

export function WindowFields({ draft, complaints, onChange }: { draft: Draft; complaints: Complaints; onChange: (some: Partial<Draft>) => void }) {
  const opensAt = instantOf(draft.opensAt);
  const closesAt = instantOf(draft.closesAt);
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Earliest Start"
          type="datetime-local"
          className="figures"
          value={draft.opensAt}
          onChange={(event) => onChange({ opensAt: event.target.value })}
          error={complaints.opensAt}
        />
        <TextField
          label="Latest Start"
          type="datetime-local"
          className="figures"
          value={draft.closesAt}
          onChange={(event) => onChange({ closesAt: event.target.value })}
          error={complaints.closesAt}
        />
      </div>
      <p className="text-ink-muted">
        Your time, {zoneName()}
        {opensAt !== undefined && ` (${zoneText(opensAt)})`}; the candidate sees theirs.{' '}
        {opensAt !== undefined && closesAt !== undefined && closesAt > opensAt && (
          <>
            They may press Start at any moment from {instantText(opensAt)} to {instantText(closesAt)}. Whoever starts inside this window has their
            whole time, also past its end.
          </>
        )}
      </p>
    </>
  );
}
