/** What a page showed of one run. All times are milliseconds since 1970, on the page's clock. */
export interface Watched {
  readonly clickedAt: number;
  readonly cancelledAt: number | undefined;
  /** In order; an entry for each change. */
  readonly shown: readonly { readonly at: number; readonly status: string; readonly tests: string }[];
  /** When each text that the pattern finds was there first. */
  readonly found: readonly { readonly at: number; readonly text: string }[];
  readonly endedAt: number;
}

export interface WatchOptions {
  /** Of the run that is about to begin, within its attempt. */
  readonly number: number;
  /** A regular expression: what to look for in the panel's text. */
  readonly find?: string | undefined;
  /** Presses Cancel as soon as the panel's text holds this. */
  readonly cancelAt?: string | undefined;
  readonly patienceMs: number;
}

/**
 * Runs inside the page: presses Run, and notes what the panel shows at each change of the document, in the very turn in
 * which it changed. Nothing is polled, and no frame is waited for.
 */
export async function watchRun({ number, find, cancelAt, patienceMs }: WatchOptions): Promise<Watched> {
  const now = () => performance.timeOrigin + performance.now();
  const tabs = document.querySelector('[aria-label="The last run"]');
  const panel = tabs?.parentElement?.parentElement;
  const button = (name: string) =>
    [...document.querySelectorAll<HTMLButtonElement>('header button')].find((each) => each.textContent.trim() === name);
  if (!tabs || !panel) throw new Error('there is no panel of the last run');
  const shown: { at: number; status: string; tests: string }[] = [];
  const found = new Map<string, number>();
  let cancelledAt: number | undefined;
  return new Promise((resolve, reject) => {
    const look = () => {
      const at = now();
      if (tabs.nextElementSibling?.textContent !== `Run ${number}`) return;
      // Behind its mark, which has a word of its own.
      const status = panel.querySelector('p[role=status]')?.lastElementChild?.textContent ?? '';
      const tests = `${panel.querySelector('[role=tab]')?.textContent ?? ''} ${panel.querySelector('ul[aria-label=Tests]')?.textContent ?? ''}`;
      const last = shown.at(-1);
      if (status !== last?.status || tests !== last.tests) shown.push({ at, status, tests });
      if (find !== undefined) for (const [text] of panel.textContent.matchAll(new RegExp(find, 'g'))) if (!found.has(text)) found.set(text, at);
      if (cancelAt !== undefined && cancelledAt === undefined && panel.textContent.includes(cancelAt)) {
        cancelledAt = now();
        button('Cancel')?.click();
      }
      if (!button('Run')) return;
      observer.disconnect();
      resolve({ clickedAt, cancelledAt, shown, found: [...found].map(([text, when]) => ({ at: when, text })), endedAt: at });
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    AbortSignal.timeout(patienceMs).addEventListener('abort', () => {
      observer.disconnect();
      reject(new Error(`the run did not end; last shown: ${JSON.stringify(shown.at(-1))}`));
    });
    const clickedAt = now();
    button('Run')?.click();
  });
}
