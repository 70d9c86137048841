import type { GradingSummary, InvitationView } from '@twohours/wire/invitation';
import { DecisionKindSchema, RECOMMENDATIONS, type DecisionKind } from '@twohours/wire/review';
import { HOUR_MS, type Instant } from '@twohours/wire/time';
import { DECISION_WORDS, RECOMMENDATION_WORDS } from '../../review/words.ts';
import { pseudonymOf } from '../candidate.ts';

/** The chips above the list, in their order. Without one, all are shown. */
export const LIST_FILTERS = ['waiting', 'active', 'closed', 'gone'] as const;
export type ListFilter = (typeof LIST_FILTERS)[number];

export const FILTER_LABELS: Readonly<Record<ListFilter, string>> = {
  waiting: 'Not started',
  active: 'Active',
  closed: 'Closed',
  gone: 'Expired or withdrawn',
};

export function filterOf(state: InvitationView['state']): ListFilter {
  switch (state.kind) {
    case 'open':
    case 'redeemed':
      return 'waiting';
    case 'active':
      return 'active';
    case 'closed':
      return 'closed';
    case 'expired':
    case 'withdrawn':
      return 'gone';
  }
}

/* Further filters, each in the address under its own name. */

const DAY_MS = 24 * HOUR_MS;

/** Since it was closed, or else since it was made. */
export const AGES = ['week', 'month', 'older'] as const;
const AGE_WORDS: Readonly<Record<Age, string>> = { week: 'Up to 7 days', month: '8 to 30 days', older: 'More than 30 days' };
type Age = (typeof AGES)[number];

export const VERDICTS = ['all', 'most', 'some', 'none', 'not-compiled', 'not-graded'] as const;
const VERDICT_WORDS: Readonly<Record<VerdictBand, string>> = {
  all: 'All passed',
  most: 'Half of the weight or more',
  some: 'Less than half of the weight',
  none: 'Nothing passed',
  'not-compiled': 'Does not compile, or against the policy',
  'not-graded': 'No verdict yet',
};
type VerdictBand = (typeof VERDICTS)[number];

export const DECISIONS = ['open', ...DecisionKindSchema.options] as const;
type DecisionFilter = 'open' | DecisionKind;

/** What a list is narrowed to; whatever is absent does not matter. */
export interface Filters {
  readonly show?: ListFilter | undefined;
  readonly find?: string | undefined;
  readonly role?: string | undefined;
  readonly age?: Age | undefined;
  readonly reviewer?: string | undefined;
  readonly verdict?: VerdictBand | undefined;
  readonly recommendation?: (typeof RECOMMENDATIONS)[number] | undefined;
  readonly decision?: DecisionFilter | undefined;
}

/** Those that have a menu of their own. */
export type MenuFilter = Exclude<keyof Filters, 'show' | 'find'>;

export function ageOf({ state, createdAt }: Pick<InvitationView, 'state' | 'createdAt'>, now: Instant): Age {
  const days = (now - (state.kind === 'closed' ? state.closedAt : createdAt)) / DAY_MS;
  return days <= 7 ? 'week' : days <= 30 ? 'month' : 'older';
}

/** Every invitation that was closed is in exactly one band; one that was not is in none. */
export function verdictOf({ state, grading }: { state: InvitationView['state']; grading?: GradingSummary | undefined }): VerdictBand | undefined {
  if (state.kind !== 'closed') return undefined;
  switch (grading?.kind) {
    case 'refused':
    case 'not-compiled':
      return 'not-compiled';
    case 'tests':
      if (grading.passed === grading.total) return 'all';
      if (grading.passed === 0) return 'none';
      return grading.passedWeight * 2 >= grading.totalWeight ? 'most' : 'some';
    case 'queued':
    case 'abandoned':
    case 'tampered':
    case undefined:
      return 'not-graded';
  }
}

function decisionOf({ state, review }: Pick<InvitationView, 'state' | 'review'>): DecisionFilter | undefined {
  return review.decision ?? (state.kind === 'closed' ? 'open' : undefined);
}

/** Case and accents do not matter when one looks for a name. */
const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Newest first. Every word of `find` has to occur in name, e-mail, exercise or role; a covered name is found by what it goes by. */
export function listed(invitations: readonly InvitationView[], filters: Filters, now: Instant): InvitationView[] {
  const words = plain(filters.find ?? '')
    .split(/\s+/)
    .filter(Boolean);
  const fits = <T>(wanted: T | undefined, own: T | undefined) => wanted === undefined || wanted === own;
  return invitations
    .filter(
      (each) =>
        fits(filters.show, filterOf(each.state)) &&
        fits(filters.role, each.role) &&
        fits(filters.age, ageOf(each, now)) &&
        fits(filters.verdict, verdictOf(each)) &&
        fits(filters.decision, decisionOf(each)) &&
        (filters.reviewer === undefined || each.review.reviewers.some(({ id }) => id === filters.reviewer)) &&
        (filters.recommendation === undefined || (each.review.recommendations?.includes(filters.recommendation) ?? false)),
    )
    .filter((each) => {
      const who = each.isCovered ? [pseudonymOf(each.attempt)] : [each.name, each.email];
      const text = plain([...who, each.exerciseTitle, each.roleTitle].join('\n'));
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => b.createdAt - a.createdAt);
}

export interface FilterMenu {
  readonly filter: MenuFilter;
  readonly title: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/** The menus with what can be chosen in them; one that would have nothing to choose from is left out. */
export function filterMenus(invitations: readonly InvitationView[]): FilterMenu[] {
  const roles = new Map(invitations.map(({ role, roleTitle }) => [role, roleTitle]));
  const reviewers = new Map(invitations.flatMap(({ review }) => review.reviewers.map(({ id, name }) => [id, name] as const)));
  const sorted = (names: ReadonlyMap<string, string>) =>
    [...names].map(([value, label]) => ({ value, label })).toSorted((a, b) => a.label.localeCompare(b.label));
  const menus: FilterMenu[] = [
    { filter: 'role', title: 'Role', choices: sorted(roles) },
    { filter: 'age', title: 'Age', choices: AGES.map((value) => ({ value, label: AGE_WORDS[value] })) },
    { filter: 'reviewer', title: 'Reviewer', choices: sorted(reviewers) },
    { filter: 'verdict', title: 'Verdict', choices: VERDICTS.map((value) => ({ value, label: VERDICT_WORDS[value] })) },
    { filter: 'recommendation', title: 'Recommendation', choices: RECOMMENDATIONS.map((value) => ({ value, label: RECOMMENDATION_WORDS[value] })) },
    {
      filter: 'decision',
      title: 'Decision',
      choices: DECISIONS.map((value) => ({ value, label: value === 'open' ? 'Not decided' : DECISION_WORDS[value].done })),
    },
  ];
  return menus.filter(({ choices }) => choices.length > 0);
}
