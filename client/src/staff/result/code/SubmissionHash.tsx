import { Tooltip } from '../../../ui/Tooltip.tsx';

/** The hash that stands on the candidate's receipt too. */
export function SubmissionHash({ hash }: { hash: string | undefined }) {
  if (hash === undefined) return null;
  return (
    <Tooltip text={<span className="break-all">{hash}</span>} side="left">
      <button type="button" className="text-small text-ink-muted" onClick={() => void navigator.clipboard.writeText(hash)}>
        SHA-256 <code className="figures">{hash.slice(0, 12)}…</code>, as on the receipt (copy)
      </button>
    </Tooltip>
  );
}
