import type { Api } from '../http/api.ts';
import { viewOutcome, type OutcomeDeps } from './outcome-view.ts';
import { saveCovered, viewCovered, type CoveredReviewsDeps } from './covered-reviews.ts';
import { viewQueue, type ReviewViewDeps } from './review-views.ts';
import { assignReviewers, changePoints, decideAttempt, giveReview, type ReviewsDeps } from './reviews.ts';

export function addReviewRoutes(api: Api, deps: ReviewsDeps & ReviewViewDeps & OutcomeDeps & CoveredReviewsDeps): void {
  api.handle('readOutcome', async ({ who }) => viewOutcome(deps, who.attempt));
  api.handle('listReviewQueue', async ({ who }) => ({ queue: await viewQueue(deps, who) }));
  api.handle('readReviews', async ({ params, who }) => viewCovered(deps, params.attempt, who));
  api.handle('saveReview', async ({ params, body, who }) => saveCovered(deps, params.attempt, who, body));
  api.handle('giveReview', async ({ params, body, who }) => {
    await giveReview(deps, params.attempt, who, body.expectedRevision);
    return viewCovered(deps, params.attempt, who);
  });
  api.handle('assignReviewers', async ({ params, body, who }) => {
    await assignReviewers(deps, params.attempt, body, who);
    return viewCovered(deps, params.attempt, who);
  });
  api.handle('decide', async ({ params, body, who }) => {
    await decideAttempt(deps, params.attempt, body, who);
    return viewCovered(deps, params.attempt, who);
  });
  api.handle('listReviewSettings', async () => {
    const exercises = await deps.exercises.list();
    const roles = new Map(exercises.map(({ role, roleTitle }) => [role, roleTitle]));
    return {
      roles: await Promise.all([...roles].map(async ([role, roleTitle]) => ({ role, roleTitle, settings: await deps.reviewSettings.of(role) }))),
    };
  });
  api.handle('changeReviewSettings', async ({ params, body }) => {
    await deps.reviewSettings.change(params.role, body);
    return body;
  });
  api.handle('changePoints', async ({ params, body, who }) => {
    await changePoints(deps, params.exercise, body, who);
    return {};
  });
}
