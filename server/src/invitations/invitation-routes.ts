import type { Api } from '../http/api.ts';
import { CANDIDATE_COOKIE } from '../http/who.ts';
import { CANDIDATE_SESSION_MS } from '../sessions/session-store.ts';
import { viewInvitation, type InvitationViewDeps } from './invitation-views.ts';
import { makeInvitation, redeemLink, reissueInvitation, withdrawInvitation, type InvitationsDeps } from './invitations.ts';

export function addInvitationRoutes(api: Api, deps: InvitationsDeps & InvitationViewDeps): void {
  api.handle('redeemLink', async ({ body, setCookie }) => {
    const { attempt, cookie } = await redeemLink(deps, body.token);
    setCookie({ name: CANDIDATE_COOKIE, value: cookie, maxAgeMs: CANDIDATE_SESSION_MS });
    return { attempt };
  });
  api.handle('listInvitations', async ({ who }) => {
    const all = await deps.invitations.list();
    return { invitations: await Promise.all(all.map((invitation) => viewInvitation(deps, invitation, who))) };
  });
  api.handle('makeInvitation', async ({ body, who }) => {
    const { invitation, link } = await makeInvitation(deps, body, who);
    return { invitation: await viewInvitation(deps, invitation, who), link };
  });
  api.handle('withdrawInvitation', async ({ params, body, who }) => {
    const invitation = await withdrawInvitation(deps, params.invitation, { by: who.name, reason: body.reason });
    return viewInvitation(deps, invitation, who);
  });
  api.handle('reissueInvitation', async ({ params, body, who }) => {
    const { invitation, link } = await reissueInvitation(deps, params.invitation, { by: who.name, reason: body.reason });
    return { invitation: await viewInvitation(deps, invitation, who), link };
  });
}
