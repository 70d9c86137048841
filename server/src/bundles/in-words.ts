import { SECOND_MS } from '@twohours/wire/time';

/** A moment of an attempt, counted from Start: `00:41:07`. */
export function elapsed(ms: number): string {
  const seconds = Math.floor(ms / SECOND_MS);
  return [seconds / 3_600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}
