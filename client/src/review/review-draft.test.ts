import { EMPTY_REVIEW, type OwnReview, type ReviewContent, type ReviewsView, type SaveReviewReply } from '@twohours/wire/review';
import { expect, test } from 'vitest';
import { ProblemError, unreachable } from '../api/problem-error.ts';
import { FakeClock, settle } from '../attempt/testing/fake-clock.ts';
import { setLevel, setSummary } from './content.ts';
import { ReviewDraft, type ReviewLink } from './review-draft.ts';

const QUIET_MS = 800;

/** A server with one review, which counts how many saves are going on at a time. */
class FakeReviews implements ReviewLink {
  own: OwnReview = { phase: 'waiting', revision: 0, content: EMPTY_REVIEW };
  readonly saves: ReviewContent[] = [];
  mostAtOnce = 0;
  #atOnce = 0;
  #held: (() => void)[] | undefined;
  failing: 'nothing' | 'requests' | 'answers' | 'for-good' = 'nothing';

  hold(): void {
    this.#held = [];
  }

  release(): void {
    for (const go of this.#held ?? []) go();
    this.#held = undefined;
  }

  async save(expectedRevision: number, content: ReviewContent): Promise<SaveReviewReply> {
    this.#atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    const held = this.#held;
    if (held) await new Promise<void>((resolve) => held.push(resolve));
    this.#atOnce -= 1;
    if (this.failing === 'requests') throw unreachable(undefined);
    if (this.failing === 'for-good')
      throw new ProblemError({ type: 'about:blank', title: 'No', status: 409, detail: 'It was given.', code: 'review-given' });
    if (expectedRevision !== this.own.revision) return { kind: 'stale', theirs: this.own };
    this.saves.push(content);
    const revision = this.own.revision + 1;
    this.own = { phase: 'draft', revision, savedAt: revision * 1_000, content };
    if (this.failing === 'answers') throw unreachable(undefined);
    return { kind: 'saved', revision, savedAt: revision * 1_000 };
  }

  async give(expectedRevision: number): Promise<ReviewsView> {
    if (expectedRevision !== this.own.revision)
      throw new ProblemError({ type: 'about:blank', title: 'No', status: 409, detail: 'It was changed.', code: 'conflict' });
    this.own = { ...this.own, phase: 'given', revision: this.own.revision + 1, givenAt: 9 };
    return {
      rubric: [],
      reviewers: [],
      isBlind: false,
      own: this.own,
      given: [],
      areOthersCovered: false,
      decisions: [],
      candidateSees: { verdicts: false, comments: false },
    };
  }
}

function desk() {
  const server = new FakeReviews();
  const clock = new FakeClock();
  return { server, clock, draft: new ReviewDraft(server, clock, server.own) };
}

const says = (summary: string): ReviewContent => ({ ...EMPTY_REVIEW, summary });

test('[RC1] a draft saves itself once nothing was changed for 800 ms, all of it in one save', async () => {
  const { server, clock, draft } = desk();
  draft.change(setSummary('a'));
  await clock.advance(QUIET_MS - 1);
  draft.change(setSummary('ab'));
  await clock.advance(QUIET_MS - 1);
  expect(server.saves).toEqual([]);
  expect(draft.isUnsaved).toBe(true);
  await clock.advance(1);
  expect(server.saves).toEqual([says('ab')]);
  expect(draft.now().state).toEqual({ kind: 'saved', at: 1_000 });
  expect(draft.now().phase).toBe('draft');
});

test('[RC1] whoever writes without a pause is saved every few seconds all the same', async () => {
  const { server, clock, draft } = desk();
  for (let n = 0; n < 20; n += 1) {
    draft.change(setSummary(String(n)));
    await clock.advance(500);
  }
  expect(server.saves.length).toBeGreaterThanOrEqual(1);
  expect(server.saves.length).toBeLessThanOrEqual(3);
});

test('[RC2] one save is going on at a time, and what is changed meanwhile comes after it', async () => {
  const { server, clock, draft } = desk();
  server.hold();
  draft.change(setSummary('first'));
  await clock.advance(QUIET_MS);
  draft.change(setSummary('second'));
  await clock.advance(10 * QUIET_MS);
  expect(draft.isUnsaved).toBe(true);
  server.release();
  await clock.advance(QUIET_MS);
  expect(server.saves).toEqual([says('first'), says('second')]);
  expect(server.mostAtOnce).toBe(1);
  expect(draft.isUnsaved).toBe(false);
});

test('[RC3] a save that does not get through is tried again by itself, and nothing is lost meanwhile', async () => {
  const { server, clock, draft } = desk();
  server.failing = 'requests';
  draft.change(setSummary('kept'));
  await clock.advance(20_000);
  expect(draft.now().state.kind).toBe('failing');
  expect(draft.now().content.summary).toBe('kept');
  server.failing = 'nothing';
  await clock.advance(15_000);
  expect(server.saves).toEqual([says('kept')]);
  expect(draft.now().state.kind).toBe('saved');
});

test('[RC3] an answer that was lost on the way is no other page’s doing', async () => {
  const { server, clock, draft } = desk();
  server.failing = 'answers';
  draft.change(setSummary('once'));
  await clock.advance(QUIET_MS);
  server.failing = 'nothing';
  await clock.advance(2_000);
  expect(draft.now().state).toEqual({ kind: 'saved', at: 1_000 });
  expect(server.saves).toHaveLength(1);
});

test('[RC3] what is refused for good is said and not asked again', async () => {
  const { server, clock, draft } = desk();
  server.failing = 'for-good';
  draft.change(setSummary('late'));
  await clock.advance(QUIET_MS);
  expect(draft.now().state).toMatchObject({ kind: 'refused', problem: { code: 'review-given' } });
  server.failing = 'nothing';
  await clock.advance(60_000);
  expect(server.saves).toEqual([]);
});

test('[RC3] an answer that was lost is no other page’s doing, although more was written since', async () => {
  const { server, clock, draft } = desk();
  server.failing = 'answers';
  draft.change(setSummary('once'));
  await clock.advance(QUIET_MS);
  server.failing = 'nothing';
  draft.change(setSummary('once more'));
  await clock.advance(20_000);
  expect(draft.now().state).toEqual({ kind: 'saved', at: 2_000 });
  expect(server.saves).toEqual([says('once'), says('once more')]);
});

test('[RC3] a page that was put aside while the line was down goes on trying', async () => {
  const { server, clock, draft } = desk();
  server.failing = 'requests';
  draft.change(setSummary('kept'));
  expect(await draft.flush()).toBe(false);
  draft.change(setSummary('kept, too'));
  await clock.advance(10_000);
  server.failing = 'nothing';
  await clock.advance(20_000);
  expect(server.saves).toEqual([says('kept, too')]);
  expect(draft.isUnsaved).toBe(false);
});

test('[RC3] what was refused is asked anew once it is another text', async () => {
  const { server, clock, draft } = desk();
  server.failing = 'for-good';
  draft.change(setSummary('too early'));
  await clock.advance(QUIET_MS);
  expect(draft.now().state.kind).toBe('refused');
  server.failing = 'nothing';
  draft.change(setSummary('now'));
  await clock.advance(QUIET_MS);
  expect(server.saves).toEqual([says('now')]);
});

test('[RC4] another page was first: nothing is overwritten, by a save, by time or by giving', async () => {
  const { server, clock, draft } = desk();
  server.own = { phase: 'draft', revision: 4, savedAt: 4_000, content: says('theirs') };
  draft.change(setSummary('mine'));
  await clock.advance(QUIET_MS);
  expect(draft.now().state).toEqual({ kind: 'stale', theirs: server.own });
  expect(draft.now().content.summary).toBe('mine');
  await clock.advance(60_000);
  expect(await draft.flush()).toBe(false);
  expect(await draft.give()).toBeUndefined();
  expect(server.saves).toEqual([]);
  expect(server.own.content.summary).toBe('theirs');
});

test('[RC4] then theirs is taken, or mine saved over it, whichever is said', async () => {
  const taking = desk();
  taking.server.own = { phase: 'draft', revision: 4, savedAt: 4_000, content: says('theirs') };
  taking.draft.change(setSummary('mine'));
  await taking.clock.advance(QUIET_MS);
  taking.draft.takeTheirs();
  expect(taking.draft.now()).toMatchObject({ content: says('theirs'), state: { kind: 'saved', at: 4_000 } });
  expect(taking.draft.isUnsaved).toBe(false);

  const keeping = desk();
  keeping.server.own = { phase: 'draft', revision: 4, savedAt: 4_000, content: says('theirs') };
  keeping.draft.change(setSummary('mine'));
  await keeping.clock.advance(QUIET_MS);
  keeping.draft.keepMine();
  await keeping.clock.advance(1);
  expect(keeping.server.saves).toEqual([says('mine')]);
  expect(keeping.draft.now().state).toEqual({ kind: 'saved', at: 5_000 });
});

test('[RC4] nothing is saved over a review that another page has given', async () => {
  const { server, clock, draft } = desk();
  server.own = { phase: 'given', revision: 4, givenAt: 1, content: says('theirs') };
  draft.change(setSummary('mine'));
  await clock.advance(QUIET_MS);
  draft.keepMine();
  await clock.advance(60_000);
  expect(server.saves).toEqual([]);
});

test('[RC5] what another page saved is taken over where nothing is unsaved here, and an old reading changes nothing', async () => {
  const { server, clock, draft } = desk();
  draft.hear({ phase: 'draft', revision: 2, savedAt: 2_000, content: says('elsewhere') });
  expect(draft.now().content.summary).toBe('elsewhere');
  server.own = { phase: 'draft', revision: 2, savedAt: 2_000, content: says('elsewhere') };
  draft.change(setSummary('here'));
  draft.hear({ phase: 'draft', revision: 3, savedAt: 3_000, content: says('elsewhere again') });
  expect(draft.now().content.summary).toBe('here');
  await clock.advance(QUIET_MS);
  draft.hear({ phase: 'draft', revision: 2, savedAt: 2_000, content: says('elsewhere') });
  expect(draft.now().content.summary).toBe('here');
});

test('[RC6] giving saves first, and nothing can be changed afterwards', async () => {
  const { server, draft } = desk();
  draft.change(setSummary('done'));
  const view = await draft.give();
  expect(view?.own?.phase).toBe('given');
  expect(server.own).toMatchObject({ phase: 'given', content: says('done') });
  draft.change(setLevel('a', 1));
  await settle();
  expect(draft.now()).toMatchObject({ phase: 'given', givenAt: 9, content: says('done') });
});
