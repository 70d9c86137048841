import { useRef, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { bringingInSight, lineAt } from './in-sight.ts';
import type { LineRange } from './lines.ts';

interface Picking {
  pane: RefObject<HTMLElement | null>;
  lines: number;
  selected: LineRange | undefined;
  /** Without it there is nothing to select lines for. */
  onSelect: ((lines: LineRange | undefined) => void) | undefined;
}

/** Lines are selected by pressing or dragging over them, and with the arrow keys; with Shift, from where one began. */
export function useLinePicking({ pane, lines, selected, onSelect }: Picking) {
  const begun = useRef(1);
  if (!onSelect) return {};

  const select = (to: number) => onSelect({ from: Math.min(begun.current, to), to: Math.max(begun.current, to) });

  const press = (event: PointerEvent) => {
    const code = pane.current;
    if (event.button !== 0 || !code || isOnScrollbar(event, code)) return;
    const under = ({ clientY }: { clientY: number }) => lineAt(clientY - code.getBoundingClientRect().top + code.scrollTop, lines);
    const first = under(event);
    if (!event.shiftKey || !selected) begun.current = first;
    let last = first;
    select(first);
    const released = new AbortController();
    const drag = (moved: globalThis.PointerEvent) => {
      const now = under(moved);
      if (now !== last) select(now);
      last = now;
    };
    window.addEventListener('pointermove', drag, { signal: released.signal });
    for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, () => released.abort(), { signal: released.signal });
  };

  const type = (event: KeyboardEvent) => {
    const code = pane.current;
    if (!code || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && selected) {
      onSelect(undefined);
      return;
    }
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const { scrollTop: top, clientHeight: height } = code;
    // The end that moves is the one where one did not begin; without one, the first line in sight.
    const from = selected ? (begun.current === selected.from ? selected.to : selected.from) : lineAt(top, lines) - by;
    const to = Math.max(1, Math.min(lines, from + by));
    if (!event.shiftKey || !selected) begun.current = to;
    select(to);
    code.scrollTo({ top: bringingInSight({ from: to, to }, { top, height }, lines) });
  };

  return { onPointerDown: press, onKeyDown: type };
}

function isOnScrollbar({ clientX, clientY }: PointerEvent, code: HTMLElement): boolean {
  const { left, top } = code.getBoundingClientRect();
  return clientX - left >= code.clientWidth || clientY - top >= code.clientHeight;
}
