import { ReviewSettingsSchema, type ReviewSettings } from '@twohours/wire/review';

/** As it stands in the fields. */
export interface TypedSettings {
  reviewers: string;
  dueDays: string;
  isBlind: boolean;
  verdicts: boolean;
  comments: boolean;
}

type Complaints = Partial<Record<'reviewers' | 'dueDays', string>>;

const SAID: Readonly<Record<keyof Complaints, string>> = { reviewers: 'A whole number from 0 to 5.', dueDays: 'A whole number from 1 to 60.' };

export function typedSettings({ reviewers, dueDays, isBlind, candidateSees }: ReviewSettings): TypedSettings {
  return { reviewers: String(reviewers), dueDays: String(dueDays), isBlind, ...candidateSees };
}

const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

export function checkedSettings(typed: TypedSettings): { settings: ReviewSettings | undefined; complaints: Complaints } {
  const { isBlind, verdicts, comments } = typed;
  const checked = ReviewSettingsSchema.safeParse({
    reviewers: numberOf(typed.reviewers),
    dueDays: numberOf(typed.dueDays),
    isBlind,
    candidateSees: { verdicts, comments },
  });
  if (checked.success) return { settings: checked.data, complaints: {} };
  const complaints: Complaints = {};
  for (const { path } of checked.error.issues) {
    if (path[0] === 'reviewers' || path[0] === 'dueDays') complaints[path[0]] = SAID[path[0]];
  }
  return { settings: undefined, complaints };
}
