import type { MouseEvent } from 'react';

/** A row of a list whose link carries `data-row`. */
export const ROW =
  'h-9 cursor-pointer hover:bg-hover has-[[data-row]:focus-visible]:bg-accent-soft has-[[data-row]:focus-visible]:shadow-[inset_2px_0_0_var(--accent)]';

/** A click anywhere in the row is one on its name, but not while text is being selected. */
export function openRow(event: MouseEvent<HTMLTableRowElement>): void {
  if (event.target instanceof Element && event.target.closest('a,button,[role=menu]')) return;
  if (document.getSelection()?.isCollapsed === false) return;
  event.currentTarget.querySelector<HTMLElement>('[data-row]')?.click();
}
