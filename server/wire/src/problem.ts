import { z } from 'zod';

/** Everything that we refuse, by name. The server keeps the one table that gives each its HTTP status. */
export const ProblemCodeSchema = z.enum([
  'malformed',
  'not-found',
  'not-signed-in',
  'not-allowed',
  'wrong-origin',
  'too-many-requests',
  'too-large',
  'internal',
  'unavailable',
  'link-unknown',
  'link-withdrawn',
  'link-used',
  'window-not-open',
  'window-over',
  'attempt-unknown',
  'attempt-not-started',
  'attempt-already-started',
  'attempt-closed',
  'attempt-open',
  'past-deadline',
  'not-the-writer',
  'sequence-gap',
  'edit-out-of-range',
  'workspace-limit',
  'path-refused',
  'file-read-only',
  'run-in-progress',
  'run-unknown',
  'run-ended',
  'runs-unavailable',
  'not-gofmt-able',
  'format-in-progress',
  'invitation-unknown',
  'invitation-not-open',
  'exercise-unknown',
  'exercise-in-use',
  'grading-unknown',
  'grading-not-abandoned',
  'check-unknown',
  'moment-unknown',
  'submission-unknown',
  'review-unknown',
  'review-given',
  'review-incomplete',
  'reviews-missing',
  'not-a-reviewer',
  'staff-unknown',
  'email-taken',
  'wrong-password',
  'token-unknown',
  'conflict',
]);
export type ProblemCode = z.infer<typeof ProblemCodeSchema>;

/** RFC 9457 problem details. `detail` is written for the person who reads it. */
export const ProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string().optional(),
  code: ProblemCodeSchema,
  requestId: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof ProblemSchema>;

/** We will not do that, and say why in words for the person who asked. */
export class Refused extends Error {
  readonly code: ProblemCode;

  constructor(code: ProblemCode, message: string) {
    super(message);
    this.name = 'Refused';
    this.code = code;
  }
}
