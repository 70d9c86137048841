import type { ProblemCode } from '@twohours/wire/problem';
import { ProblemError } from '../api/problem-error.ts';

/* What this page itself will not do, in the words of the candidate's pages. */

const own = (code: ProblemCode, title: string, detail: string) => new ProblemError({ type: 'about:blank', title, status: 0, code, detail });

export const notSavedForSubmit = () =>
  own(
    'unavailable',
    'Not submitted yet',
    'Your latest edits have not reached the server, so the submission would lack them. They are kept on this device; submit once the page says “Saved”.',
  );

export const notSavedForRun = () =>
  own(
    'unavailable',
    'The run did not start',
    'Your latest edits have not reached the server, and a run would not see them. They are kept; run again once the page says “Saved”.',
  );

export const otherInvitation = () =>
  own(
    'conflict',
    'Another invitation was opened in this browser',
    'One invitation can be open at a time. Everything you did here is kept: open this invitation’s link again to go on with it.',
  );
