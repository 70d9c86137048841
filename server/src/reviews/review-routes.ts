import type { AttemptId } from '@twohours/wire/id';
import type { Api } from '../http/api.ts';
import type { Staff } from '../http/who.ts';
import { viewOutcome, type OutcomeDeps } from './outcome-view.ts';
import { coverFor, foundAttempt } from './panels.ts';
import { ownCovered, withCoveredPaths, withKeptPaths, type ReviewPathsDeps } from './review-paths.ts';
import { viewQueue, viewReviews, type ReviewViewDeps } from './review-views.ts';
import { assignReviewers, changePoints, decideAttempt, giveReview, saveReview, type ReviewsDeps } from './reviews.ts';

export function addReviewRoutes(api: Api, deps: ReviewsDeps & ReviewViewDeps & OutcomeDeps & ReviewPathsDeps): void {
  const viewFor = async (id: AttemptId, who: Staff) => {
    const view = await viewReviews(deps, id, who);
    return withCoveredPaths(await coverFor(deps, await foundAttempt(deps, id), who), view);
  };

  api.handle('readOutcome', async ({ who }) => viewOutcome(deps, who.attempt));
  api.handle('listReviewQueue', async ({ who }) => ({ queue: await viewQueue(deps, who) }));
  api.handle('readReviews', async ({ params, who }) => viewFor(params.attempt, who));
  api.handle('saveReview', async ({ params, body, who }) => {
    const attempt = await foundAttempt(deps, params.attempt);
    const cover = await coverFor(deps, attempt, who);
    const reply = await saveReview(deps, params.attempt, who, { ...body, content: await withKeptPaths(deps, attempt, cover, body.content) });
    return reply.kind === 'stale' ? { ...reply, theirs: ownCovered(cover, reply.theirs) } : reply;
  });
  api.handle('giveReview', async ({ params, body, who }) => {
    await giveReview(deps, params.attempt, who, body.expectedRevision);
    return viewFor(params.attempt, who);
  });
  api.handle('assignReviewers', async ({ params, body, who }) => {
    await assignReviewers(deps, params.attempt, body, who);
    return viewFor(params.attempt, who);
  });
  api.handle('decide', async ({ params, body, who }) => {
    await decideAttempt(deps, params.attempt, body, who);
    return viewFor(params.attempt, who);
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
