import { newId } from '@twohours/wire/id';
import { EMPTY_REVIEW, type GivenReview, type OwnReview, type ReviewPhase, type ReviewsView } from '@twohours/wire/review';
import { describe, expect, it } from 'vitest';
import { reviewsInBundle } from './reviews-in-bundle.ts';

const [me, rita, rosa] = ['Mel', 'Rita', 'Rosa'].map((name) => ({ id: newId('stf'), name })) as [Person, Person, Person];
type Person = GivenReview['reviewer'];

const given = (reviewer: Person): GivenReview => ({ reviewer, givenAt: 9, content: EMPTY_REVIEW });
const own = (phase: ReviewPhase): OwnReview => ({ phase, revision: 1, content: EMPTY_REVIEW, ...(phase === 'given' ? { givenAt: 9 } : {}) });
const view = (more: Partial<ReviewsView>) => ({ given: [], reviewers: [], decisions: [], ...more });
const seat = (person: Person, phase: ReviewPhase) => ({ ...person, phase });

describe('the reviews that a bundle can have', () => {
  it('[RC19] are none before one’s own is given, and none where there are none', () => {
    expect(reviewsInBundle(view({}), me)).toBeUndefined();
    const before = { reviewers: [seat(me, 'draft'), seat(rita, 'given')] };
    expect(reviewsInBundle(view({ ...before, own: own('draft') }), me)).toBeUndefined();
    expect(reviewsInBundle(view({ ...before, own: own('waiting') }), me)).toBeUndefined();
  });

  it('[RC19] are told by whose they are and by how many more there will be', () => {
    const reviewers = [seat(me, 'given'), seat(rita, 'waiting'), seat(rosa, 'waiting')];
    expect(reviewsInBundle(view({ own: own('given'), reviewers }), me)).toMatchObject({
      title: 'With your review',
      holds: expect.stringMatching(/private ones too.*summary\. 2 more have not been given yet\.$/),
    });
    expect(reviewsInBundle(view({ given: [given(rita)], reviewers: [seat(rita, 'given')] }), me)?.title).toBe('With the review by Rita');
    const most = view({ own: own('given'), given: [given(rita)], reviewers: [seat(me, 'given'), seat(rita, 'given'), seat(rosa, 'draft')] });
    expect(reviewsInBundle(most, me)).toMatchObject({ title: 'With 2 reviews', holds: expect.stringMatching(/One more has not been given yet\.$/) });
  });

  it('[RC19] come with the decision once there is one', () => {
    const all = view({ given: [given(rita), given(rosa)], reviewers: [seat(rita, 'given'), seat(rosa, 'given')] });
    expect(reviewsInBundle(all, me)?.holds).toMatch(/summary\.$/);
    const decisions = [{ kind: 'advance', reason: 'good', by: 'Ada', at: 10 } as const];
    expect(reviewsInBundle({ ...all, decisions }, me)?.holds).toMatch(/summary, and the decision\.$/);
  });
});
