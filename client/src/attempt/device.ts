import { newId } from '@twohours/wire/id';

const KEY = 'twohours:device';
let withoutStorage: string | undefined;

/** Of this browser profile: the same one takes over from itself without asking. */
export function deviceId(): string {
  try {
    const known = localStorage.getItem(KEY);
    if (known !== null && known.length >= 8 && known.length <= 64) return known;
    const fresh = newId('att').slice(4);
    localStorage.setItem(KEY, fresh);
    return fresh;
  } catch {
    withoutStorage ??= newId('att').slice(4);
    return withoutStorage;
  }
}
