import type { Lobby } from '@twohours/wire/attempt';
import type { Instant } from '@twohours/wire/time';

export type WindowState =
  | { readonly kind: 'not-yet'; readonly opensInMs: number }
  | { readonly kind: 'open'; readonly closesInMs: number; readonly endsAt: Instant }
  | { readonly kind: 'over' };

/** What the window is `elapsedMs` after the lobby was read. Instants are the server's: the browser's clock may be wrong. */
export function windowState({ window, allottedMs }: Pick<Lobby, 'window' | 'allottedMs'>, elapsedMs: number): WindowState {
  const opensInMs = window.opensIn - elapsedMs;
  if (opensInMs > 0) return { kind: 'not-yet', opensInMs };
  const closesInMs = window.closesIn - elapsedMs;
  if (closesInMs <= 0) return { kind: 'over' };
  return { kind: 'open', closesInMs, endsAt: window.closesAt - closesInMs + allottedMs };
}
