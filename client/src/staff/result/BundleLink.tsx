import type { AttemptId } from '@twohours/wire/id';
import { fileRoutes } from '@twohours/wire/route';
import { Download } from 'lucide-react';
import { pathOf } from '../../api/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';

/** Of a closed attempt. The browser fetches it, with the cookie of whoever looks. */
export function BundleLink({ attempt }: { attempt: AttemptId }) {
  return (
    <Tooltip text="One zip with everything here: files, recording and verdicts, signed, and a page that replays it without a server. As a reviewer sees it.">
      <Button asChild>
        <a href={pathOf(fileRoutes.readBundle.path, { attempt })} download>
          <Download size={16} aria-hidden />
          Download bundle
        </a>
      </Button>
    </Tooltip>
  );
}
