import type { LineRange } from './lines.ts';

/** Lines do not wrap, and are as high whatever the size of letters elsewhere: places follow from numbers. */
export const LINE_PX = 20;
export const PAD_PX = 8;
/** Lines that are painted beyond the edges. No more are needed: whatever is not painted yet stands there as text. */
const BEYOND = 2;

/** How far a file is scrolled, and how much of it is in sight. */
export interface Scrolled {
  readonly top: number;
  readonly height: number;
}

/** Lines to paint, counted from nought, up to before `to`. */
export function paintedLines({ top, height }: Scrolled, lines: number): { from: number; to: number } {
  const first = Math.floor((heldBack(top, height, lines) - PAD_PX) / LINE_PX) - BEYOND;
  const last = Math.ceil((heldBack(top, height, lines) + height - PAD_PX) / LINE_PX) + BEYOND;
  return { from: Math.max(0, Math.min(first, lines)), to: Math.max(0, Math.min(last, lines)) };
}

/** Where to scroll so that lines, counted from one, are seen: nowhere if they are, else to have them in the middle. */
export function bringingInSight({ from, to }: LineRange, { top, height }: Scrolled, lines: number): number {
  const [above, below] = [PAD_PX + (from - 1) * LINE_PX, PAD_PX + to * LINE_PX];
  const now = heldBack(top, height, lines);
  if (above >= now && below <= now + height) return now;
  // Of more than fits, the beginning.
  const middle = below - above > height ? above - LINE_PX : (above + below - height) / 2;
  return heldBack(middle, height, lines);
}

/** The line at a height of the whole file, counted from one; beyond its end the last. */
export function lineAt(height: number, lines: number): number {
  return Math.max(1, Math.min(lines, Math.floor((height - PAD_PX) / LINE_PX) + 1));
}

/** As the browser does where a file has become shorter. */
function heldBack(top: number, height: number, lines: number): number {
  return Math.max(0, Math.min(top, 2 * PAD_PX + lines * LINE_PX - height));
}
