import { Refused } from '@twohours/wire/problem';
import type { RequestHandler } from 'express';

/** Whether a request that changes something may come from there. Browsers always say one of the two; scripts say neither. */
export function isFromUs(headers: { origin?: string | undefined; 'sec-fetch-site'?: string | string[] | undefined }, publicOrigin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return true;
  if (headers.origin !== undefined) return headers.origin === publicOrigin;
  return site === undefined;
}

export function sameOrigin(publicOrigin: string): RequestHandler {
  return (request, _response, next) => {
    const isSafe = request.method === 'GET' || request.method === 'HEAD';
    if (isSafe || isFromUs(request.headers, publicOrigin)) return next();
    next(new Refused('wrong-origin', `This page was not opened at ${publicOrigin}, where Twohours lives.`));
  };
}
