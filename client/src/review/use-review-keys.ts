import { useEffect, useRef } from 'react';

export interface ReviewKeys {
  readonly level: (level: number) => void;
  readonly step: (by: 1 | -1) => void;
  readonly moment: () => void;
  readonly lines: () => void;
  readonly comment: () => void;
}

/** Where these keys are told of; each has a button too. */
export const REVIEW_KEYS: readonly (readonly [keys: string, what: string])[] = [
  ['1 – 6', 'level'],
  ['0', 'no level'],
  ['j k', 'criterion'],
  ['m', 'this moment'],
  ['l', 'these lines'],
  ['c', 'comment'],
];

/** Keys of a review, beside those of the replay (use-replay-keys.ts), none of which they share. */
export function useReviewKeys(keys: ReviewKeys): void {
  const latest = useRef(keys);
  // Outside React: so that the listener need not be put up anew with every change.
  useEffect(() => {
    latest.current = keys;
  });
  // Outside React: the keyboard.
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const action = actionFor(event, latest.current);
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, []);
}

function actionFor(event: KeyboardEvent, keys: ReviewKeys): (() => void) | undefined {
  const { key } = event;
  if (/^[0-6]$/.test(key)) return () => keys.level(Number(key));
  // Arrows have other uses elsewhere on the page.
  const isInRubric = event.target instanceof HTMLElement && event.target.closest('[data-criterion]') !== null;
  if (key === 'j' || (key === 'ArrowDown' && isInRubric)) return () => keys.step(1);
  if (key === 'k' || (key === 'ArrowUp' && isInRubric)) return () => keys.step(-1);
  const action = { m: keys.moment, l: keys.lines, c: keys.comment }[key];
  return action && (() => action());
}

/** In a field, or where keys have a meaning of their own. What is chosen with arrows and the space bar has no use for letters and figures. */
function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog],[role=menu]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.closest('input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable=true], [role=textbox]') !== null;
}
