// Zod would try to make code of texts, and the page's policy would report it.
globalThis.__zod_globalConfig = { jitless: true };

// What the page of an attempt asks for first is asked for while its scripts still load; their own fetch finds the answer there.
{
  const attempt = /^\/attempts\/(att_\w+)$/.exec(location.pathname)?.[1];
  const isReplay = new URLSearchParams(location.search).get('tab') === 'replay';
  const paths = attempt ? [...(isReplay ? ['/recording'] : []), '', '/reviews'].map((rest) => `/attempts/${attempt}${rest}`) : [];
  for (const path of attempt ? ['/staff/me', ...paths] : []) {
    const link = document.createElement('link');
    link.rel = 'preload';
    link.as = 'fetch';
    link.crossOrigin = 'anonymous';
    link.href = `/api/v1${path}`;
    document.head.append(link);
  }
}
