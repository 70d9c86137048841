import { useRef, type KeyboardEvent, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import { bringingInSight, lineAt } from './in-sight.ts';
import type { LineRange } from './lines.ts';

const SIDEWAYS_PX = 60;

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
  if (!onSelect) return { onKeyDown: scrollSideways };

  const select = (to: number) => onSelect({ from: Math.min(begun.current, to), to: Math.max(begun.current, to) });
  /** Where Shift goes on from: what is selected may be older than this view of it. */
  const anchor = () => {
    if (selected && begun.current !== selected.from && begun.current !== selected.to) begun.current = selected.from;
    return begun.current;
  };
  const begin = (event: MouseEvent, code: HTMLElement) => {
    const line = lineUnder(event, code, lines);
    if (event.shiftKey && selected) anchor();
    else begun.current = line;
    select(line);
    return line;
  };

  const press = (event: PointerEvent) => {
    const code = pane.current;
    // A finger that goes down may be about to scroll.
    if (event.button !== 0 || event.pointerType === 'touch' || !code || isOnScrollbar(event, code)) return;
    let last = begin(event, code);
    const released = new AbortController();
    const drag = (moved: globalThis.PointerEvent) => {
      const now = lineUnder(moved, code, lines);
      if (now !== last) select(now);
      last = now;
    };
    window.addEventListener('pointermove', drag, { signal: released.signal });
    for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, () => released.abort(), { signal: released.signal });
  };

  const tap = (event: MouseEvent) => {
    const isTouch = event.nativeEvent instanceof window.PointerEvent && event.nativeEvent.pointerType === 'touch';
    if (isTouch && pane.current) begin(event, pane.current);
  };

  const type = (event: KeyboardEvent<HTMLElement>) => {
    scrollSideways(event);
    const code = pane.current;
    if (!code || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== 'a') return;
      event.preventDefault();
      begun.current = 1;
      return select(lines);
    }
    if (event.key === 'Escape' && selected) return onSelect(undefined);
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const { scrollTop: top, clientHeight: height } = code;
    // The end that moves is the one where one did not begin; without one, the first line in sight.
    const from = selected ? (anchor() === selected.from ? selected.to : selected.from) : lineAt(top, lines) - by;
    const to = Math.max(1, Math.min(lines, from + by));
    if (!event.shiftKey || !selected) begun.current = to;
    select(to);
    code.scrollTo({ top: bringingInSight({ from: to, to }, { top, height }, lines) });
  };

  return { onPointerDown: press, onClick: tap, onKeyDown: type };
}

/** Without Shift the same keys step through the events. */
function scrollSideways(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowRight' ? SIDEWAYS_PX : event.key === 'ArrowLeft' ? -SIDEWAYS_PX : 0;
  if (by === 0 || !event.shiftKey) return;
  event.preventDefault();
  event.currentTarget.scrollBy({ left: by });
}

function lineUnder({ clientY }: { readonly clientY: number }, code: HTMLElement, lines: number): number {
  return lineAt(clientY - code.getBoundingClientRect().top + code.scrollTop, lines);
}

function isOnScrollbar({ clientX, clientY }: PointerEvent, code: HTMLElement): boolean {
  const { left, top } = code.getBoundingClientRect();
  return clientX - left >= code.clientWidth || clientY - top >= code.clientHeight;
}
