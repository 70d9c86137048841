import { queryOptions } from '@tanstack/react-query';
import type { AttemptId } from '@twohours/wire/id';
import type { NoticeOf } from '@twohours/wire/socket';
import { call } from './call.ts';
import { clock } from './clock.ts';

/* Everything that staff's pages read. What counts down carries the moment at which its lengths were heard. */

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => call('readMe', { signal }),
  staleTime: 60_000,
});

export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: async ({ signal }) => ({ ...(await call('listInvitations', { signal })), heardAt: clock.monotonic() }),
});

export const resultQuery = (attempt: AttemptId) =>
  queryOptions({
    queryKey: ['result', attempt],
    queryFn: async ({ signal }) => ({ ...(await call('readResult', { params: { attempt }, signal })), heardAt: clock.monotonic() }),
  });

/** Of a closed attempt, which does not change unless it is reopened. */
export const recordingQuery = (attempt: AttemptId) =>
  queryOptions({
    queryKey: ['recording', attempt],
    queryFn: ({ signal }) => call('readRecording', { params: { attempt }, signal }),
    staleTime: Infinity,
  });

/** Of a closed attempt. */
export const lanesQuery = (attempt: AttemptId) =>
  queryOptions({
    queryKey: ['lanes', attempt],
    queryFn: ({ signal }) => call('readLanes', { params: { attempt }, signal }),
  });

export const reviewsQuery = (attempt: AttemptId) =>
  queryOptions({ queryKey: ['reviews', attempt], queryFn: ({ signal }) => call('readReviews', { params: { attempt }, signal }) });

/** What waits for the reader's review. */
export const reviewQueueQuery = queryOptions({
  queryKey: ['review-queue'],
  queryFn: ({ signal }) => call('listReviewQueue', { signal }),
});

export const reviewSettingsQuery = queryOptions({
  queryKey: ['review-settings'],
  queryFn: ({ signal }) => call('listReviewSettings', { signal }),
});

/** The candidate's own: what they may see once it has been decided. */
export const outcomeQuery = queryOptions({ queryKey: ['outcome'], queryFn: ({ signal }) => call('readOutcome', { signal }) });

export const exercisesQuery = queryOptions({
  queryKey: ['exercises'],
  queryFn: ({ signal }) => call('listExercises', { signal }),
});

export const staffQuery = queryOptions({ queryKey: ['staff'], queryFn: ({ signal }) => call('listStaff', { signal }) });

export const apiTokensQuery = queryOptions({ queryKey: ['api-tokens'], queryFn: ({ signal }) => call('listApiTokens', { signal }) });

export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: ({ signal }) => call('readStatus', { signal }),
});

/** What has to be read anew after a notice. Gradings and attempts show on the list and on their own page; reviews are an attempt's. */
export function keysChangedBy(change: NoticeOf<'staff:changed'>): string[][] {
  switch (change.what) {
    case 'status':
      return [['status']];
    case 'attempt':
      return [['invitations'], ['result', change.id], ['recording', change.id], ['lanes', change.id], ['reviews', change.id], ['review-queue']];
    case 'lanes':
      return [['lanes', change.id]];
    // Of an exercise: whichever attempts it is of.
    case 'points':
      return [['reviews']];
    case 'invitation':
    case 'grading':
      return [['invitations'], ['result']];
  }
}
