import { useEffect } from 'react';

/** What the browser's tab says: the page's own name first. */
export function useTitle(title: string | undefined): void {
  // Outside React: the document's title.
  useEffect(() => {
    document.title = title === undefined ? 'Twohours' : `${title} · Twohours`;
  }, [title]);
}
