import { useEffect, type RefObject } from 'react';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * j and k move the focus between the rows of a list, Enter is the row's own link, / goes to the search. A row's link
 * carries `data-row`, the search field `data-find`.
 */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  // Outside React: the keyboard.
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('[role=dialog],[role=menu]')) return;
      const here = list.current;
      if (!here) return;
      if (event.key === '/') {
        event.preventDefault();
        here.querySelector<HTMLElement>('[data-find]')?.focus();
        return;
      }
      if (event.key !== 'j' && event.key !== 'k') return;
      const rows = [...here.querySelectorAll<HTMLElement>('[data-row]')];
      const at = rows.findIndex((row) => row === document.activeElement);
      const next = event.key === 'j' ? at + 1 : at === -1 ? 0 : at - 1;
      const row = rows[Math.min(Math.max(next, 0), rows.length - 1)];
      row?.focus();
      row?.scrollIntoView({ block: 'nearest' });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [list]);
}
