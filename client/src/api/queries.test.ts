import { expect, test } from 'vitest';
import { keysChangedBy } from './queries.ts';

test('[UI14] a notice about an attempt reads its page, its reviews and the lists anew, and no other page', () => {
  expect(keysChangedBy({ what: 'attempt', id: 'att_1' })).toEqual([
    ['invitations'],
    ['result', 'att_1'],
    ['recording', 'att_1'],
    ['lanes', 'att_1'],
    ['reviews', 'att_1'],
    ['review-queue'],
  ]);
  expect(keysChangedBy({ what: 'lanes', id: 'att_1' })).toEqual([['lanes', 'att_1']]);
});

test('[UI14] a notice about a grading does not say of which attempt: every open page is read anew', () => {
  expect(keysChangedBy({ what: 'grading', id: 'grd_1' })).toEqual([['invitations'], ['result']]);
  expect(keysChangedBy({ what: 'points', id: 'federated-search' })).toEqual([['reviews']]);
  expect(keysChangedBy({ what: 'status', id: '' })).toEqual([['status']]);
});
