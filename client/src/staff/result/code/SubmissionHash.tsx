import { Copy } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { Tooltip } from '../../../ui/Tooltip.tsx';
import { copied } from '../../copied.ts';

/** The hash that stands on the candidate's receipt too. */
export function SubmissionHash({ hash }: { hash: string | undefined }) {
  if (hash === undefined) return null;
  return (
    <Tooltip text={<span className="break-all">SHA-256 {hash}, the same as on the candidate’s receipt</span>} side="left">
      <Button size="small" look="quiet" onClick={() => void copied('Hash', hash)}>
        <Copy size={16} aria-hidden />
        Hash <code className="figures text-small">{hash.slice(0, 12)}…</code>
      </Button>
    </Tooltip>
  );
}
