import type { IncomingHttpHeaders } from 'node:http';
import type { MiddlewareHandler } from 'hono';

/** Refuse whatever changes something and was not sent by a page of this origin: another page would act in its reader's name. */
export function ownPagesOnly(origin: string): MiddlewareHandler {
  return async (context, next) => {
    const { method } = context.req;
    if (method === 'GET' || method === 'HEAD') return next();
    const site = context.req.header('sec-fetch-site') ?? 'same-origin';
    if (context.req.header('origin') === origin && site === 'same-origin') return next();
    return context.json({ code: 'ForeignCaller', message: `Only pages of ${origin} may send this.` }, 403);
  };
}

/** Whether a page of another origin has led here, so that the browser holds cookies back that are for our own pages alone. */
export function isLedHere(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  return site === 'cross-site' || site === 'same-site';
}
