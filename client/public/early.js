// Zod would try to make code of texts, and the page's policy would report it.
globalThis.__zod_globalConfig = { jitless: true };

// What the page of an attempt asks for first, and what it is made of, is asked for while the first scripts still load.
{
  const attempt = /^\/attempts\/(att_\w+)$/.exec(location.pathname)?.[1];
  const isReplay = new URLSearchParams(location.search).get('tab') === 'replay';
  const preload = (/** @type {Partial<HTMLLinkElement>} */ what) =>
    document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', crossOrigin: 'anonymous' }, what));
  if (attempt) {
    const rests = [...(isReplay ? ['/recording'] : []), '', '/reviews'];
    for (const path of ['/staff/me', ...rests.map((rest) => `/attempts/${attempt}${rest}`)]) preload({ as: 'fetch', href: `/api/v1${path}` });
    for (const file of document.currentScript?.dataset.attempt?.split(' ') ?? [])
      preload(file.endsWith('.js') ? { rel: 'modulepreload', href: `/${file}` } : { as: 'style', href: `/${file}` });
  }
}
