import { HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '@twohours/wire/time';

/* The interface speaks English and counts 24 hours; only the zone is the reader's. */
const LOCALE = 'en-GB';
const DAY_MS = 24 * HOUR_MS;

const two = (n: number) => String(n).padStart(2, '0');

/** A countdown: `1:43:12`, `4:07`. Rounded up, so that zero is shown at zero and not a second before. */
export function countdownText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND_MS));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A moment of an attempt, counted from Start: `00:41:07`. */
export function elapsedText(ms: number): string {
  const seconds = Math.floor(ms / SECOND_MS);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
}

/** A length in words: `2 h 5 min`, `43 min`, `12 s`, `0.30 s`, `24 ms`. */
export function lengthText(ms: number): string {
  if (ms < 100) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND_MS) return `${ms % SECOND_MS === 0 ? ms / SECOND_MS : (ms / SECOND_MS).toFixed(2)} s`;
  if (ms < MINUTE_MS) return `${Math.round(ms / SECOND_MS)} s`;
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 60) return `${minutes} min`;
  if (ms < 2 * DAY_MS) return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  const hours = Math.round(ms / HOUR_MS);
  return hours % 24 === 0 ? `${hours / 24} days` : `${Math.floor(hours / 24)} days ${hours % 24} h`;
}

export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}

/** `1 file`, `3 files`. */
export function countText(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

const dayAndTime = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
const dayAndSecond = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const time = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' });
const timeWithSeconds = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const full = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'full', timeStyle: 'long' });
const offset = new Intl.DateTimeFormat(LOCALE, { timeZoneName: 'shortOffset' });

/** `20 Nov 2026, 16:05` in the reader's zone. */
export const instantText = (at: Instant): string => dayAndTime.format(at);
/** `20 Nov 2026, 16:05:12`. */
export const preciseText = (at: Instant): string => dayAndSecond.format(at);
/** `16:05`. */
export const timeText = (at: Instant): string => time.format(at);
/** `16:05:12`. */
export const secondText = (at: Instant): string => timeWithSeconds.format(at);
export const fullText = (at: Instant): string => full.format(at);

/** The reader's zone at that moment: `UTC+1`. */
export function zoneText(at: Instant): string {
  const name = offset.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';
  return name.replace('GMT', 'UTC');
}

/** The reader's zone by name: `Europe/Berlin`. */
export const zoneName = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
