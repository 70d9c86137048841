import type { AttemptId } from '@twohours/wire/id';

/*
  The session's cookie belongs to a browser profile, and so to the invitation that was opened last, whatever an older tab
  shows. Its batches would be numbered like those of the other attempt: this is how such a tab knows that it must be still.
*/
const KEY = 'twohours:attempt';

export function setSessionAttempt(attempt: AttemptId): void {
  try {
    localStorage.setItem(KEY, attempt);
  } catch {
    // No storage, and so no other tab that could be told.
  }
}

/** Whether the session is another attempt's by now. */
export function isOthersSession(attempt: AttemptId): boolean {
  try {
    const current = localStorage.getItem(KEY);
    return current !== null && current !== attempt;
  } catch {
    return false;
  }
}

/** Tells when another tab opens an invitation. */
export function onSessionChange(listener: () => void): () => void {
  const heard = (event: StorageEvent) => {
    if (event.key === KEY) listener();
  };
  window.addEventListener('storage', heard);
  return () => window.removeEventListener('storage', heard);
}
