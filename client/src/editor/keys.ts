/** Shortcuts as this computer's keyboard names them. */
const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);

export const KEYS = {
  run: isMac ? '⌘ Enter' : 'Ctrl+Enter',
  format: isMac ? '⇧ ⌥ F' : 'Shift+Alt+F',
  leave: isMac ? '⌃ ⇧ M' : 'Ctrl+M',
  find: isMac ? '⌘ F' : 'Ctrl+F',
  line: isMac ? '⌃ G' : 'Ctrl+G',
  comment: isMac ? '⌘ /' : 'Ctrl+/',
  multi: isMac ? '⌘ D' : 'Ctrl+D',
} as const;
