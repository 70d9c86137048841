import type { InvitationView } from '@twohours/wire/invitation';

/** A name or an address that the server covered. */
export const isCover = (text: string): boolean => text.includes('█');

/** What somebody is called whose name is covered: four signs made of their attempt's id, the same on every page. */
export function pseudonymOf(attempt: string): string {
  // FNV-1a.
  let hash = 0x81_1c_9d_c5;
  for (const letter of attempt) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01_00_01_93);
  const mixed = (hash ^ (hash >>> 16)) & 0xff_ff;
  return `Candidate ${mixed.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** What to call a candidate in a sentence or a title. */
export function calledBy({ name, attempt, isCovered }: Pick<InvitationView, 'name' | 'attempt' | 'isCovered'>): string {
  return isCovered ? pseudonymOf(attempt) : name;
}
