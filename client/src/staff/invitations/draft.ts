import { NewInvitationSchema, type NewInvitation } from '@twohours/wire/invitation';
import type { ExerciseSummary } from '@twohours/wire/staff';
import { MINUTE_MS } from '@twohours/wire/time';
import { instantOf } from '../../api/clock.ts';

/** What stands in the fields, as it was typed. */
export interface Draft {
  name: string;
  email: string;
  role: string;
  exercise: string;
  opensAt: string;
  closesAt: string;
  accommodationPercent: string;
}

export type Complaints = Partial<Record<keyof Draft, string>>;

/* The wire's own sentences are for scripts as well; these are for someone who looks at the field. */
const SAID: Partial<Record<keyof Draft, string>> = {
  name: 'The candidate’s name, as the page will greet them.',
  email: 'An e-mail address, such as name@example.org.',
  role: 'Choose a role.',
  exercise: 'Choose an exercise.',
  opensAt: 'A day and a time.',
  accommodationPercent: 'A whole number from 0 to 300.',
};

export function checked(draft: Draft): { invitation: NewInvitation } | { complaints: Complaints } {
  const complaints: Complaints = {};
  if (draft.role === '') complaints.role = 'Choose a role.';
  if (draft.exercise === '') complaints.exercise = 'Choose an exercise.';
  const parsed = NewInvitationSchema.safeParse({
    ...draft,
    email: draft.email.trim(),
    opensAt: instantOf(draft.opensAt),
    closesAt: instantOf(draft.closesAt),
    accommodationPercent: draft.accommodationPercent.trim() === '' ? 0 : Number(draft.accommodationPercent),
  });
  if (parsed.success && Object.keys(complaints).length === 0) return { invitation: parsed.data };
  for (const issue of parsed.error?.issues ?? []) {
    const field = issue.path[0];
    if (typeof field === 'string' && field in draft) complaints[field as keyof Draft] ??= SAID[field as keyof Draft] ?? sentence(issue);
  }
  return { complaints };
}

/** Only the window's own rule comes with a sentence of the wire. */
function sentence(issue: { code: string | undefined; message: string }): string {
  return issue.code === 'custom' ? issue.message : 'A day and a time.';
}

/** The whole time of an attempt: the exercise's own and what is granted on top. Undefined while it is no number. */
export function totalMs(exercise: Pick<ExerciseSummary, 'minutes'>, percent: string): number | undefined {
  const more = percent.trim() === '' ? 0 : Number(percent);
  if (!Number.isInteger(more) || more < 0 || more > 300) return undefined;
  return Math.round((exercise.minutes * MINUTE_MS * (100 + more)) / 100);
}

/** The roles that there is an exercise for. */
export function rolesOf(exercises: readonly ExerciseSummary[]): { value: string; label: string }[] {
  const titles = new Map(exercises.map((exercise) => [exercise.role, exercise.roleTitle]));
  return [...titles].map(([value, label]) => ({ value, label })).toSorted((a, b) => a.label.localeCompare(b.label));
}
