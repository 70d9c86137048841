import { isoOf } from '../api/clock.ts';
import { fullText, instantText, preciseText, zoneText } from './format.ts';

/** A moment in the reader's own zone. Name the zone where a page mentions a time for the first time. */
export function Instant({ at, zone = false, precise = false }: { at: number; zone?: boolean; precise?: boolean }) {
  return (
    <time dateTime={isoOf(at)} title={fullText(at)} className="whitespace-nowrap">
      {precise ? preciseText(at) : instantText(at)}
      {zone && ` (${zoneText(at)})`}
    </time>
  );
}
