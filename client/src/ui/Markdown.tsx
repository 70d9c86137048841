import DOMPurify from 'dompurify';
import { Marked } from 'marked';
import { useMemo } from 'react';
import { classes } from './classes.ts';

const marked = new Marked({ gfm: true });
const purify = DOMPurify(window);

// Text that somebody else wrote leads away from a page with a running clock only in a tab of its own.
purify.addHook('afterSanitizeAttributes', (node) => {
  // Both may scroll sideways, and arrow keys need the focus for that.
  if (node.tagName === 'PRE' || node.tagName === 'TABLE') node.setAttribute('tabindex', '0');
  if (node.tagName !== 'A' || node.getAttribute('href')?.startsWith('#')) return;
  node.setAttribute('target', '_blank');
  node.setAttribute('rel', 'noopener noreferrer');
});

/** The only place where text becomes HTML: whatever could run, load or send something is taken out. */
export function safeHtml(text: string): string {
  return purify.sanitize(marked.parse(text, { async: false }), {
    USE_PROFILES: { html: true },
    FORBID_TAGS: ['style', 'form', 'input', 'button', 'textarea', 'select', 'img', 'picture', 'video', 'audio', 'iframe'],
    FORBID_ATTR: ['style', 'id', 'name', 'target'],
  });
}

export function Markdown({ text, className }: { text: string; className?: string }) {
  const html = useMemo(() => ({ __html: safeHtml(text) }), [text]);
  return <div className={classes('prose', className)} dangerouslySetInnerHTML={html} />;
}
