import { EMPTY_REVIEW, type ReviewContent } from '@twohours/wire/review';
import { expect, test } from 'vitest';
import { agreementOf, differencesBetween } from './compare.ts';
import { progressText } from './words.ts';

test('[RC10] two levels apart differ, one is close, and one level alone is no comparison', () => {
  expect([agreementOf([1, 3, 2]), agreementOf([2, 3]), agreementOf([2, 2]), agreementOf([2, undefined]), agreementOf([])]).toEqual([
    'differs',
    'close',
    'alike',
    undefined,
    undefined,
  ]);
});

test('[RC4] two versions are told apart by criterion and comment, and what is alike is left out', () => {
  const rubric = [
    { id: 'a', title: 'A' },
    { id: 'b', title: 'B' },
  ];
  const on = { kind: 'span', fromMs: 60_000, toMs: 61_000 } as const;
  const mine: ReviewContent = {
    marks: [
      { criterion: 'a', level: 2, evidence: [], note: '' },
      { criterion: 'b', level: 1, evidence: [{ kind: 'moment', atMs: 1_000 }], note: 'n' },
    ],
    comments: [{ id: 'com_0000000000000000000001', on, text: 'same words', audience: 'private' }],
    recommendation: 'yes',
    summary: 'same',
  };
  const theirs: ReviewContent = {
    marks: [{ criterion: 'a', level: 2, evidence: [], note: '' }],
    comments: [{ id: 'com_0000000000000000000001', on, text: 'same words', audience: 'candidate' }],
    summary: 'same',
  };
  expect(differencesBetween(rubric, mine, theirs)).toEqual([
    { what: 'B', mine: 'Level 1\n00:00:01\nn', theirs: '' },
    { what: 'Comment on 00:01:00 to 00:01:01', mine: 'Private: same words', theirs: 'For the candidate: same words' },
    { what: 'Recommendation', mine: 'Yes', theirs: '' },
  ]);
  expect(differencesBetween(rubric, mine, mine)).toEqual([]);
});

test('[RC11] the page says how many are given and until when they are covered', () => {
  const reviewer = (phase: 'waiting' | 'given') => ({ id: 'stf_0000000000000000000000' as const, name: 'R', phase });
  const own = { phase: 'draft', revision: 1, content: EMPTY_REVIEW } as const;
  const three = [reviewer('given'), reviewer('given'), reviewer('waiting')];
  expect(progressText({ reviewers: three, own, areOthersCovered: true })).toBe('2 of 3 reviews given; they are covered until yours is.');
  expect(progressText({ reviewers: [reviewer('given'), reviewer('waiting')], own: undefined, areOthersCovered: true })).toBe(
    '1 of 2 reviews given; it is covered until all are.',
  );
  expect(progressText({ reviewers: [reviewer('given')], own: undefined, areOthersCovered: false })).toBe('1 of 1 review given.');
  expect(progressText({ reviewers: [], own: undefined, areOthersCovered: false })).toBe('Nobody is asked to review this attempt.');
});
