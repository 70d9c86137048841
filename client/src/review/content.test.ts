import { EMPTY_REVIEW, missingIn, type Comment, type ReviewContent } from '@twohours/wire/review';
import { expect, test } from 'vitest';
import {
  addComment,
  addEvidence,
  changeComment,
  inOrder,
  markOf,
  removeComment,
  removeEvidence,
  setLevel,
  setNote,
  setRecommendation,
  setSummary,
  spanBetween,
  type Edit,
} from './content.ts';

const after = (...edits: readonly Edit[]): ReviewContent => edits.reduce((content, edit) => edit(content), EMPTY_REVIEW);
const comment = (id: string, at: number, text = id): Comment => ({
  id: `com_${id.padEnd(22, '0')}`,
  on: { kind: 'lines', atMs: at, path: 'a.go', from: 1, to: 2 },
  text,
  audience: 'private',
});

test('[RC7] a level, evidence and a note are one mark, whichever comes first', () => {
  const moment = { kind: 'moment', atMs: 5 } as const;
  expect(after(addEvidence('a', moment), setNote('a', 'why'), setLevel('a', 2)).marks).toEqual([
    { criterion: 'a', level: 2, evidence: [moment], note: 'why' },
  ]);
  expect(markOf(after(setLevel('a', 2), setLevel('a', undefined)), 'a')).toEqual({ criterion: 'a', evidence: [], note: '' });
});

test('[RC7] the same evidence is kept once, and what changes nothing is the same content', () => {
  const lines = { kind: 'lines', atMs: 5, path: 'a.go', from: 3, to: 4 } as const;
  const content = after(addEvidence('a', lines));
  expect(addEvidence('a', { ...lines })(content)).toBe(content);
  const kept = markOf(content, 'a').evidence[0];
  if (!kept) throw new Error('not there');
  expect(markOf(removeEvidence('a', kept)(content), 'a').evidence).toEqual([]);
});

test('[RC8] comments stand in the order of the attempt, and those of one moment as they were written', () => {
  const span = { ...comment('c', 0), on: spanBetween(30.7, 20.2) };
  const content = after(addComment(comment('a', 40)), addComment(comment('b', 10)), addComment(span), addComment(comment('d', 10)));
  expect(inOrder(content.comments).map(({ text }) => text)).toEqual(['b', 'd', 'c', 'a']);
  expect(span.on).toEqual({ kind: 'span', fromMs: 20, toMs: 30 });
});

test('[RC8] a comment is changed and removed by its id', () => {
  const [a, b] = [comment('a', 1), comment('b', 2)];
  const content = after(addComment(a), addComment(b), changeComment(a.id, { audience: 'candidate' }), removeComment(b.id));
  expect(content.comments).toEqual([{ ...a, audience: 'candidate' }]);
});

test('[RC9] what is missing is said in the order of the page, and the ends of a scale want evidence', () => {
  const rubric = [
    { id: 'a', title: 'A', levels: ['x', 'y', 'z'] },
    { id: 'b', title: 'B', levels: ['x', 'y', 'z'] },
    { id: 'c', title: 'C', levels: ['x', 'y', 'z'] },
  ];
  const some = after(setLevel('a', 3), setLevel('b', 2), addComment(comment('a', 1, ' ')));
  expect(missingIn(rubric, some).map((sentence) => sentence.slice(0, 12))).toEqual([
    '“A” has the ',
    '“C” has no l',
    'A comment is',
    'There is no ',
    'There is no ',
  ]);
  const all = [addEvidence('a', { kind: 'test', test: 'TestX' }), setLevel('c', 2), changeComment(comment('a', 1).id, { text: 'x' })];
  expect(
    missingIn(
      rubric,
      [...all, setRecommendation('yes'), setSummary('s')].reduce((content, edit) => edit(content), some),
    ),
  ).toEqual([]);
});
