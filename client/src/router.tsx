import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { AttemptIdSchema } from '@twohours/wire/id';
import { RECOMMENDATIONS } from '@twohours/wire/review';
import { z } from 'zod';
import { hasCode } from './api/problem-error.ts';
import { meQuery, recordingQuery, resultQuery, reviewsQuery } from './api/queries.ts';
import { Frame } from './Frame.tsx';
import { FailedPage } from './FailedPage.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';
import { PendingPage } from './PendingPage.tsx';
import { AGES, DECISIONS, LIST_FILTERS, VERDICTS } from './staff/invitations/filter.ts';

interface Context {
  queries: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Frame, notFoundComponent: NotFoundPage });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/invitations', replace: true });
  },
});

/* ---- candidate ---- */

const invitationLink = createRoute({
  getParentRoute: () => root,
  path: '/i',
  component: lazyRouteComponent(() => import('./attempt/InvitationPage.tsx'), 'InvitationPage'),
});

const attempt = createRoute({
  getParentRoute: () => root,
  path: '/attempt',
  component: lazyRouteComponent(() => import('./attempt/AttemptPage.tsx'), 'AttemptPage'),
});

/* ---- staff: doors ---- */

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  /** Where to go afterwards: a path of ours, never another site. */
  validateSearch: z.object({
    from: z
      .string()
      .regex(/^\/(?![/\\])/)
      .optional()
      .catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./staff/sign-in/SignInPage.tsx'), 'SignInPage'),
});

const accept = createRoute({
  getParentRoute: () => root,
  path: '/accept',
  component: lazyRouteComponent(() => import('./staff/sign-in/AcceptPage.tsx'), 'AcceptPage'),
});

/* ---- staff: pages ---- */

const staff = createRoute({
  getParentRoute: () => root,
  id: 'staff',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData(meQuery);
    } catch (error) {
      if (!hasCode(error, 'not-signed-in')) throw error;
      throw redirect({ to: '/sign-in', search: location.href === '/invitations' ? {} : { from: location.href }, replace: true });
    }
  },
  component: lazyRouteComponent(() => import('./staff/StaffFrame.tsx'), 'StaffFrame'),
});

const invitations = createRoute({
  getParentRoute: () => staff,
  path: '/invitations',
  validateSearch: z.object({
    show: z.enum(LIST_FILTERS).optional().catch(undefined),
    find: z.string().optional().catch(undefined),
    role: z.string().optional().catch(undefined),
    age: z.enum(AGES).optional().catch(undefined),
    reviewer: z.string().optional().catch(undefined),
    verdict: z.enum(VERDICTS).optional().catch(undefined),
    recommendation: z.enum(RECOMMENDATIONS).optional().catch(undefined),
    decision: z.enum(DECISIONS).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./staff/invitations/InvitationsPage.tsx'), 'InvitationsPage'),
});

const newInvitation = createRoute({
  getParentRoute: () => staff,
  path: '/invitations/new',
  component: lazyRouteComponent(() => import('./staff/invitations/NewInvitationPage.tsx'), 'NewInvitationPage'),
});

const result = createRoute({
  getParentRoute: () => staff,
  path: '/attempts/$attempt',
  params: { parse: ({ attempt }) => ({ attempt: AttemptIdSchema.parse(attempt) }), stringify: ({ attempt }) => ({ attempt }) },
  validateSearch: z.object({
    tab: z.enum(['tests', 'replay', 'code', 'runs', 'review', 'log']).optional().catch(undefined),
    grading: z.string().optional().catch(undefined),
    submission: z.coerce.number().int().positive().optional().catch(undefined),
    /** Of the tab Code: what changed since the starter, or the whole file. */
    view: z.enum(['changes', 'file']).optional().catch(undefined),
    file: z.string().optional().catch(undefined),
    /** Of the tab Replay: the moment, in milliseconds since Start; which of the events that share it; and a file that was chosen. */
    at: z.coerce.number().int().nonnegative().optional().catch(undefined),
    event: z.coerce.number().int().nonnegative().optional().catch(undefined),
    path: z.string().optional().catch(undefined),
    /** Lines of that file to point at, `12-18`. */
    lines: z
      .string()
      .regex(/^[1-9]\d{0,6}-[1-9]\d{0,6}$/)
      .optional()
      .catch(undefined),
    /** Of the tab Tests: a test to point at, by its Go function. */
    test: z.string().optional().catch(undefined),
  }),
  loaderDeps: ({ search }) => ({ isReplay: search.tab === 'replay' }),
  loader: ({ context, params, deps }) => {
    // Beside the page itself: neither needs the other.
    const { queries } = context;
    if (deps.isReplay) void queries.prefetchQuery(recordingQuery(params.attempt));
    void queries.prefetchQuery(resultQuery(params.attempt));
    void queries.prefetchQuery(reviewsQuery(params.attempt));
  },
  component: lazyRouteComponent(() => import('./staff/result/ResultPage.tsx'), 'ResultPage'),
});

const reviews = createRoute({
  getParentRoute: () => staff,
  path: '/reviews',
  component: lazyRouteComponent(() => import('./review/QueuePage.tsx'), 'QueuePage'),
});

const reviewSettings = createRoute({
  getParentRoute: () => staff,
  path: '/reviews/settings',
  component: lazyRouteComponent(() => import('./review/settings/ReviewSettingsPage.tsx'), 'ReviewSettingsPage'),
});

const colleagues = createRoute({
  getParentRoute: () => staff,
  path: '/colleagues',
  component: lazyRouteComponent(() => import('./staff/colleagues/ColleaguesPage.tsx'), 'ColleaguesPage'),
});

const tokens = createRoute({
  getParentRoute: () => staff,
  path: '/tokens',
  component: lazyRouteComponent(() => import('./staff/tokens/TokensPage.tsx'), 'TokensPage'),
});

const tree = root.addChildren([
  home,
  invitationLink,
  attempt,
  signIn,
  accept,
  staff.addChildren([invitations, newInvitation, result, reviews, reviewSettings, colleagues, tokens]),
]);

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    defaultErrorComponent: FailedPage,
    defaultPendingComponent: PendingPage,
    // It shows nothing for a while by itself.
    defaultPendingMs: 0,
    defaultPendingMinMs: 0,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
