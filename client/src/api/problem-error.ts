import type { Problem, ProblemCode } from '@twohours/wire/problem';

/** What the server refused, or that it could not be asked at all. `problem.detail` is written for whoever reads the page. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail, options);
    this.name = 'ProblemError';
    this.problem = problem;
  }

  get code(): ProblemCode {
    return this.problem.code;
  }
}

/** Every error as a problem that a page can show. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return ourOwn(
    'internal',
    'This page made a mistake',
    'Nothing is lost. Reload the page; if it happens again, tell whoever runs this installation.',
  );
}

export function hasCode(error: unknown, ...codes: ProblemCode[]): boolean {
  return error instanceof ProblemError && codes.includes(error.code);
}

export function unreachable(cause: unknown): ProblemError {
  const detail = 'The server cannot be reached. Nothing is lost: check your connection, then try again.';
  return new ProblemError(ourOwn('unavailable', 'No connection', detail), { cause });
}

/** Something between us and the server answered in its place, or an answer was not what was agreed. */
export function notUnderstood(status: number, cause?: unknown): ProblemError {
  const detail = 'The server gave an answer that this page does not understand. Reload the page to get its newest version.';
  return new ProblemError({ ...ourOwn(status >= 500 ? 'unavailable' : 'internal', 'Unexpected answer', detail), status }, { cause });
}

function ourOwn(code: ProblemCode, title: string, detail: string): Problem {
  return { type: 'about:blank', title, status: 0, detail, code };
}
