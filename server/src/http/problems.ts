import { Refused, type Problem, type ProblemCode } from '@twohours/wire/problem';
import { z } from 'zod';

/** The one table. A new code does not compile until it has a status. */
const STATUS = {
  malformed: 400,
  'not-found': 404,
  'not-signed-in': 401,
  'not-allowed': 403,
  'wrong-origin': 403,
  'too-many-requests': 429,
  'too-large': 413,
  internal: 500,
  unavailable: 503,
  'link-unknown': 404,
  'link-withdrawn': 410,
  'link-used': 410,
  'window-not-open': 409,
  'window-over': 410,
  'attempt-unknown': 404,
  'attempt-not-started': 409,
  'attempt-already-started': 409,
  'attempt-closed': 409,
  'attempt-open': 409,
  'past-deadline': 409,
  'not-the-writer': 409,
  'sequence-gap': 409,
  'edit-out-of-range': 409,
  'workspace-limit': 409,
  'path-refused': 409,
  'file-read-only': 409,
  'run-in-progress': 409,
  'run-unknown': 404,
  'run-ended': 409,
  'runs-unavailable': 503,
  'not-gofmt-able': 409,
  'format-in-progress': 409,
  'invitation-unknown': 404,
  'invitation-not-open': 409,
  'exercise-unknown': 404,
  'exercise-in-use': 409,
  'grading-unknown': 404,
  'grading-not-abandoned': 409,
  'check-unknown': 404,
  'moment-unknown': 404,
  'submission-unknown': 404,
  'review-unknown': 404,
  'review-given': 409,
  'review-incomplete': 409,
  'reviews-missing': 409,
  'not-a-reviewer': 409,
  'staff-unknown': 404,
  'email-taken': 409,
  'wrong-password': 401,
  'token-unknown': 404,
  conflict: 409,
} as const satisfies Record<ProblemCode, number>;

const TITLES: Partial<Record<number, string>> = {
  400: 'Malformed request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not possible now',
  410: 'No longer available',
  413: 'Too large',
  429: 'Too many requests',
  500: 'Our fault',
  503: 'Not available at the moment',
};

/** Said of every bug, whatever it was: its own message never leaves the server. */
const OUR_FAULT = 'Something went wrong on our side. Nothing of yours is lost. Please try again; if it stays, name the request id to your contact.';

function problem(code: ProblemCode, detail: string, more: Partial<Problem> = {}): Problem {
  const status = STATUS[code];
  return { type: `urn:twohours:problem:${code}`, title: TITLES[status] ?? 'Refused', status, detail, code, ...more };
}

/** What came in at a door does not fit its schema. A schema that fails anywhere else is a bug of ours. */
export class Malformed extends Error {
  readonly issues: z.core.$ZodIssue[];

  constructor(error: z.ZodError) {
    super('malformed', { cause: error });
    this.name = 'Malformed';
    this.issues = error.issues;
  }
}

/** Parses what came in at a door. */
export function parseAtDoor<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (!result.success) throw new Malformed(result.error);
  return result.data;
}

/** body-parser and the router mark what the caller did wrong with a 4xx status. */
const ClientErrorSchema = z.object({ status: z.number().int().min(400).max(499) });

/** What the caller is told, and whether it is a fault of ours that belongs in the log. */
export function toProblem(error: unknown, requestId: string): { problem: Problem; isOurs: boolean } {
  if (error instanceof Refused) return { problem: problem(error.code, error.message, { requestId }), isOurs: false };
  if (error instanceof Malformed) {
    const errors = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
    const detail = errors.map((entry) => (entry.path === '' ? entry.message : `${entry.path}: ${entry.message}`)).join('; ');
    return { problem: problem('malformed', detail, { errors, requestId }), isOurs: false };
  }
  const client = ClientErrorSchema.safeParse(error);
  if (client.success) {
    const code = client.data.status === 413 ? 'too-large' : client.data.status === 404 ? 'not-found' : 'malformed';
    return {
      problem: problem(code, code === 'too-large' ? 'The request is too large.' : 'The request cannot be read.', { requestId }),
      isOurs: false,
    };
  }
  return { problem: problem('internal', OUR_FAULT, { requestId }), isOurs: true };
}
