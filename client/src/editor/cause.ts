import type { Cause } from '@twohours/wire/recording';
import { z } from 'zod';

/** Monaco says why a text changed, but its types do not: it may stop saying so, and then everything counts as typed. */
const ReasonsSchema = z.object({
  detailedReasons: z.array(z.object({ metadata: z.object({ source: z.string().optional(), kind: z.string().optional() }) })).min(1),
});

export interface ChangeLike {
  readonly isUndoing: boolean;
  readonly isRedoing: boolean;
}

/** Undefined: typed, by far the most frequent. */
export function causeOf(change: ChangeLike): Cause | undefined {
  if (change.isUndoing || change.isRedoing) return 'undo';
  const reasons = ReasonsSchema.safeParse(change);
  const metadata = reasons.success ? reasons.data.detailedReasons[0]?.metadata : undefined;
  switch (metadata?.source) {
    case 'cursor':
      return metadata.kind === 'paste' ? 'paste' : undefined;
    case 'suggest':
    case 'snippet':
    case 'inlineCompletionAccept':
    case 'inlineCompletionPartialAccept':
      return 'suggestion';
    case undefined:
    default:
      return undefined;
  }
}
