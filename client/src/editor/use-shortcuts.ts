import { useEffect, useEffectEvent } from 'react';

export interface Shortcuts {
  run: () => void;
  format: () => void;
  save: () => void;
  focusEditor: () => void;
}

const PANES = ['statement', 'files', 'editor', 'results'];

/** The next pane in the page's order, round and round. */
function goToPane(step: 1 | -1, focusEditor: () => void): void {
  const panes = PANES.flatMap((name) => document.querySelector<HTMLElement>(`[data-pane="${name}"]`) ?? []).filter((pane) => pane.offsetWidth > 0);
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes.at((at + step + (at < 0 && step < 0 ? 1 : 0)) % panes.length);
  if (next?.dataset['pane'] === 'editor') focusEditor();
  else if (next) (next.tabIndex >= 0 ? next : (next.querySelector<HTMLElement>('[tabindex="0"], button') ?? next)).focus();
}

/** Keys that work everywhere on the page, also inside the editor: they are heard before Monaco hears them. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const action = actionOf(event, shortcuts);
    // In a dialog Enter and Tab mean what they mean there.
    if (!action || document.querySelector('[role="dialog"]')) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  });
  // Outside React: the keyboard.
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);
}

function actionOf(event: KeyboardEvent, { run, format, save, focusEditor }: Shortcuts): (() => void) | undefined {
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (isCommand && event.key === 'Enter') return run;
  if (isCommand && event.key === 's') return save;
  if (event.altKey && event.shiftKey && event.code === 'KeyF') return format;
  if (event.key === 'F6') return () => goToPane(event.shiftKey ? -1 : 1, focusEditor);
  return undefined;
}
