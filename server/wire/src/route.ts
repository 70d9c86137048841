import { z } from 'zod';
import { AttemptViewSchema, LeaseReplySchema, LeaseRequestSchema, WorkspaceViewSchema } from './attempt.ts';
import { SlugSchema } from './exercise.ts';
import { AskAtMomentSchema, AskedAtMomentSchema, CheckViewSchema } from './check.ts';
import { GradingViewSchema } from './grading.ts';
import {
  ApiTokenIdSchema,
  AttemptIdSchema,
  CheckIdSchema,
  GradingIdSchema,
  InvitationIdSchema,
  RunIdSchema,
  StaffIdSchema,
  SubmissionIdSchema,
} from './id.ts';
import { InvitationViewSchema, IssuedLinkSchema, LinkTokenSchema, NewInvitationSchema } from './invitation.ts';
import { DiagnosticSchema } from './job.ts';
import { LanesViewSchema } from './lanes.ts';
import { AppendReplySchema, BatchSchema, LeftoverSchema, RecordingViewSchema } from './recording.ts';
import {
  DecisionKindSchema,
  OutcomeViewSchema,
  PointsSchema,
  QueuedReviewSchema,
  ReviewContentSchema,
  ReviewSettingsSchema,
  ReviewsViewSchema,
  SaveReviewReplySchema,
} from './review.ts';
import { RunStorySchema, RunViewSchema } from './run.ts';
import {
  ApiTokenViewSchema,
  AttemptResultSchema,
  ExerciseSummarySchema,
  PasswordSchema,
  ReasonSchema,
  StaffRoleSchema,
  StaffViewSchema,
} from './staff.ts';
import { LengthSchema } from './time.ts';
import { WORKSPACE_LIMITS } from './workspace.ts';

/** Who may use a door. `candidate` is bound to the one attempt of its session; `api-token` to gradings. */
export const AudienceSchema = z.enum(['anyone', 'candidate', 'admin', 'reviewer', 'grader', 'api-token']);
export type Audience = z.infer<typeof AudienceSchema>;

/** A door whose answer is a file to keep, and no JSON. */
export interface FileRoute {
  readonly method: 'GET';
  readonly path: string;
  readonly audience: readonly Audience[];
  readonly params: z.ZodType;
  readonly query: z.ZodType;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly audience: readonly Audience[];
  readonly params: z.ZodType;
  readonly body: z.ZodType;
  readonly reply: z.ZodType;
}

const none = z.strictObject({});
/** For POSTs without a body: Express leaves it undefined when nothing is sent. */
const nothing = z.union([z.undefined(), none]).transform(() => ({}));

function route<
  const A extends readonly Audience[],
  P extends z.ZodType = typeof none,
  B extends z.ZodType = typeof nothing,
  R extends z.ZodType = typeof none,
>(method: Route['method'], path: string, audience: A, shapes: { params?: P; body?: B; reply?: R }) {
  return {
    method,
    path,
    audience,
    params: (shapes.params ?? none) as P,
    body: (shapes.body ?? nothing) as B,
    reply: (shapes.reply ?? none) as R,
  } as const;
}

const STAFF = ['admin', 'reviewer', 'grader'] as const;
const GRADERS = ['admin', 'grader', 'api-token'] as const;
const attempt = z.strictObject({ attempt: AttemptIdSchema });
const invitation = z.strictObject({ invitation: InvitationIdSchema });
const run = z.strictObject({ run: RunIdSchema });
const grading = z.strictObject({ grading: GradingIdSchema });
const reason = z.strictObject({ reason: ReasonSchema });
const minutes = z.strictObject({ minutes: z.number().int().min(1).max(480), reason: ReasonSchema });
const text = z.string().max(WORKSPACE_LIMITS.fileLength);

/** Every HTTP door of the API. A handler without an entry here cannot be mounted; an entry without a handler stops the start. */
export const routes = {
  /* ---- candidate ---- */
  redeemLink: route('POST', '/api/v1/redeem', ['anyone'], {
    body: z.strictObject({ token: LinkTokenSchema }),
    reply: z.strictObject({ attempt: AttemptIdSchema }),
  }),
  readAttempt: route('GET', '/api/v1/attempt', ['candidate'], { reply: AttemptViewSchema }),
  startAttempt: route('POST', '/api/v1/attempt/start', ['candidate'], { reply: AttemptViewSchema }),
  readWorkspace: route('GET', '/api/v1/attempt/workspace', ['candidate'], { reply: WorkspaceViewSchema }),
  takeLease: route('POST', '/api/v1/attempt/lease', ['candidate'], { body: LeaseRequestSchema, reply: LeaseReplySchema }),
  appendEdits: route('POST', '/api/v1/attempt/edits', ['candidate'], { body: BatchSchema, reply: AppendReplySchema }),
  keepLeftovers: route('POST', '/api/v1/attempt/leftovers', ['candidate'], { body: LeftoverSchema }),
  startRun: route('POST', '/api/v1/attempt/runs', ['candidate'], { reply: RunViewSchema }),
  listRuns: route('GET', '/api/v1/attempt/runs', ['candidate'], { reply: z.strictObject({ runs: z.array(RunViewSchema) }) }),
  readRun: route('GET', '/api/v1/attempt/runs/:run', ['candidate'], { params: run, reply: RunStorySchema }),
  cancelRun: route('POST', '/api/v1/attempt/runs/:run/cancel', ['candidate'], { params: run }),
  formatFile: route('POST', '/api/v1/attempt/format', ['candidate'], {
    body: z.strictObject({ path: z.string(), text }),
    reply: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('formatted'), text: z.string() }),
      z.strictObject({ kind: z.literal('not-formatted'), diagnostics: z.array(DiagnosticSchema) }),
    ]),
  }),
  submitAttempt: route('POST', '/api/v1/attempt/submit', ['candidate'], { reply: AttemptViewSchema }),
  /** What the candidate may see once it has been decided. */
  readOutcome: route('GET', '/api/v1/attempt/outcome', ['candidate'], { reply: OutcomeViewSchema }),
  leaveAttempt: route('POST', '/api/v1/attempt/leave', ['candidate'], {}),

  /* ---- staff: themselves ---- */
  signIn: route('POST', '/api/v1/staff/sign-in', ['anyone'], {
    body: z.strictObject({ email: z.email(), password: z.string().max(200) }),
    reply: StaffViewSchema,
  }),
  signOut: route('POST', '/api/v1/staff/sign-out', STAFF, {}),
  readMe: route('GET', '/api/v1/staff/me', STAFF, { reply: StaffViewSchema }),
  /** A one-time link of an admin, or the first admin's. */
  acceptStaffLink: route('POST', '/api/v1/staff/accept', ['anyone'], {
    body: z.strictObject({ token: LinkTokenSchema, name: z.string().trim().min(1).max(120), email: z.email(), password: PasswordSchema }),
    reply: StaffViewSchema,
  }),
  listStaff: route('GET', '/api/v1/staff', ['admin'], { reply: z.strictObject({ staff: z.array(StaffViewSchema) }) }),
  inviteStaff: route('POST', '/api/v1/staff/links', ['admin'], {
    body: z.strictObject({ roles: z.array(StaffRoleSchema).min(1) }),
    reply: z.strictObject({ link: z.url() }),
  }),
  listApiTokens: route('GET', '/api/v1/api-tokens', ['admin'], { reply: z.strictObject({ tokens: z.array(ApiTokenViewSchema) }) }),
  makeApiToken: route('POST', '/api/v1/api-tokens', ['admin'], {
    body: z.strictObject({ name: z.string().trim().min(1).max(80), days: z.number().int().min(1).max(730) }),
    /** `secret` is in this answer and nowhere else, ever. */
    reply: z.strictObject({ token: ApiTokenViewSchema, secret: z.string() }),
  }),
  revokeApiToken: route('DELETE', '/api/v1/api-tokens/:token', ['admin'], { params: z.strictObject({ token: ApiTokenIdSchema }) }),

  /* ---- staff: candidates ---- */
  listExercises: route('GET', '/api/v1/exercises', STAFF, { reply: z.strictObject({ exercises: z.array(ExerciseSummarySchema) }) }),
  listInvitations: route('GET', '/api/v1/invitations', STAFF, { reply: z.strictObject({ invitations: z.array(InvitationViewSchema) }) }),
  makeInvitation: route('POST', '/api/v1/invitations', ['admin'], { body: NewInvitationSchema, reply: IssuedLinkSchema }),
  withdrawInvitation: route('POST', '/api/v1/invitations/:invitation/withdraw', ['admin'], {
    params: invitation,
    body: reason,
    reply: InvitationViewSchema,
  }),
  reissueInvitation: route('POST', '/api/v1/invitations/:invitation/reissue', ['admin'], {
    params: invitation,
    body: reason,
    reply: IssuedLinkSchema,
  }),
  readResult: route('GET', '/api/v1/attempts/:attempt', STAFF, { params: attempt, reply: AttemptResultSchema }),
  /** Of a closed attempt. */
  readRecording: route('GET', '/api/v1/attempts/:attempt/recording', STAFF, { params: attempt, reply: RecordingViewSchema }),
  /** Of a closed attempt. */
  readLanes: route('GET', '/api/v1/attempts/:attempt/lanes', STAFF, { params: attempt, reply: LanesViewSchema }),
  addMinutes: route('POST', '/api/v1/attempts/:attempt/minutes', ['admin'], { params: attempt, body: minutes }),
  voidAttempt: route('POST', '/api/v1/attempts/:attempt/void', ['admin'], { params: attempt, body: reason }),
  reopenAttempt: route('POST', '/api/v1/attempts/:attempt/reopen', ['admin'], { params: attempt, body: minutes }),

  /* ---- staff: reviews ---- */
  listReviewQueue: route('GET', '/api/v1/review-queue', STAFF, { reply: z.strictObject({ queue: z.array(QueuedReviewSchema) }) }),
  readReviews: route('GET', '/api/v1/attempts/:attempt/reviews', STAFF, { params: attempt, reply: ReviewsViewSchema }),
  /** Of the reader's own review. A draft: it is kept, and nobody else sees it. */
  saveReview: route('POST', '/api/v1/attempts/:attempt/reviews/own', STAFF, {
    params: attempt,
    body: z.strictObject({ expectedRevision: z.number().int().nonnegative(), content: ReviewContentSchema }),
    reply: SaveReviewReplySchema,
  }),
  /** For good: from then on others' reviews can be seen. */
  giveReview: route('POST', '/api/v1/attempts/:attempt/reviews/own/give', STAFF, {
    params: attempt,
    body: z.strictObject({ expectedRevision: z.number().int().nonnegative() }),
    reply: ReviewsViewSchema,
  }),
  assignReviewers: route('POST', '/api/v1/attempts/:attempt/reviewers', ['admin'], {
    params: attempt,
    /** `instead` is whom the page knows of: whoever has not seen the last change makes none. */
    body: z.strictObject({ reviewers: z.array(StaffIdSchema).max(5), instead: z.array(StaffIdSchema), reason: ReasonSchema }),
    reply: ReviewsViewSchema,
  }),
  decide: route('POST', '/api/v1/attempts/:attempt/decision', ['admin'], {
    params: attempt,
    /** `after` is how many decisions the page knows of: whoever has not seen the last one does not decide. */
    body: z.strictObject({ kind: DecisionKindSchema, reason: ReasonSchema, after: z.number().int().nonnegative() }),
    reply: ReviewsViewSchema,
  }),
  listReviewSettings: route('GET', '/api/v1/review-settings', ['admin'], {
    reply: z.strictObject({ roles: z.array(z.strictObject({ role: z.string(), roleTitle: z.string(), settings: ReviewSettingsSchema })) }),
  }),
  changeReviewSettings: route('POST', '/api/v1/review-settings/:role', ['admin'], {
    params: z.strictObject({ role: SlugSchema }),
    body: ReviewSettingsSchema,
    reply: ReviewSettingsSchema,
  }),
  /** What each level of each criterion is worth, for all reviews of an exercise, those given included. */
  changePoints: route('POST', '/api/v1/exercises/:exercise/points', ['admin'], {
    params: z.strictObject({ exercise: SlugSchema }),
    /** `after` is how many changes the page knows of. */
    body: z.strictObject({ points: PointsSchema, reason: ReasonSchema, after: z.number().int().nonnegative() }),
  }),

  /* ---- staff and scripts: gradings ---- */
  startGrading: route('POST', '/api/v1/gradings', GRADERS, {
    /** The last submission of an attempt, or one by id. */
    body: z.union([z.strictObject({ attempt: AttemptIdSchema }), z.strictObject({ attempt: AttemptIdSchema, submission: SubmissionIdSchema })]),
    reply: GradingViewSchema,
  }),
  /** Changes nothing of what was submitted, or of its verdict: reviewers may too. */
  askAtMoment: route('POST', '/api/v1/attempts/:attempt/moments', [...STAFF, 'api-token'], {
    params: attempt,
    body: AskAtMomentSchema,
    reply: AskedAtMomentSchema,
  }),
  readCheck: route('GET', '/api/v1/checks/:check', [...STAFF, 'api-token'], {
    params: z.strictObject({ check: CheckIdSchema }),
    reply: CheckViewSchema,
  }),
  readGrading: route('GET', '/api/v1/gradings/:grading', [...STAFF, 'api-token'], { params: grading, reply: GradingViewSchema }),
  retryGrading: route('POST', '/api/v1/gradings/:grading/retry', GRADERS, { params: grading, body: reason, reply: GradingViewSchema }),

  /* ---- the installation ---- */
  /** By which signatures on receipts are checked. */
  readSigningKey: route('GET', '/api/v1/signing-key', ['anyone'], { reply: z.strictObject({ publicKey: z.string() }) }),
  readStatus: route('GET', '/api/v1/status', STAFF, {
    reply: z.strictObject({ runsUnavailable: z.string().optional(), sandboxes: z.number().int(), queued: LengthSchema }),
  }),
} as const satisfies Record<string, Route>;

/** The doors that answer with a file, held to the same: a handler each, and an audience. */
export const fileRoutes = {
  /** Of a closed attempt: everything that a reviewer may see, in one zip. `reviews=1` puts what reviewers said beside it. */
  readBundle: {
    method: 'GET',
    path: '/api/v1/attempts/:attempt/bundle',
    audience: STAFF,
    params: attempt,
    query: z.strictObject({ reviews: z.literal('1').optional() }),
  },
} as const satisfies Record<string, FileRoute>;

export type FileRouteName = keyof typeof fileRoutes;
export type RouteName = keyof typeof routes;
export type ParamsOf<N extends RouteName> = z.infer<(typeof routes)[N]['params']>;
export type BodyOf<N extends RouteName> = z.input<(typeof routes)[N]['body']>;
export type ReplyOf<N extends RouteName> = z.infer<(typeof routes)[N]['reply']>;
