import { isoOf } from '../api/clock.ts';
import { fullText, instantText, zoneText } from './format.ts';

/** A moment in the reader's own zone. Name the zone where a page mentions a time for the first time. */
export function Instant({ at, zone = false }: { at: number; zone?: boolean }) {
  return (
    <time dateTime={isoOf(at)} title={fullText(at)} className="whitespace-nowrap">
      {instantText(at)}
      {zone && ` (${zoneText(at)})`}
    </time>
  );
}
