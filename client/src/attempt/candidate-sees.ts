import type { CandidateSees } from '@twohours/wire/review';

/** What a candidate is told before Start of what they will see afterwards. */
export function candidateSeesText({ verdicts, comments }: CandidateSees, company: string): string {
  const once = 'Once it has been decided, this page shows you';
  if (verdicts && comments)
    return `${once} how the hidden tests came out that may be told, and the comments that reviewers wrote for you; nothing else of their reviews.`;
  if (verdicts) return `${once} how the hidden tests came out that may be told; it does not show what reviewers wrote.`;
  if (comments) return `${once} the comments that reviewers wrote for you; it does not show how the hidden tests came out.`;
  return `Afterwards, this page shows you neither how the hidden tests came out nor what reviewers wrote; what was decided, you hear from the people at ${company}.`;
}
