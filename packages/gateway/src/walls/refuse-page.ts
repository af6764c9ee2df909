import type { IncomingHttpHeaders } from 'node:http';
import { type DoorRefusal, refusal } from './refusal.ts';

/**
 * Refuse what a browser sends for a page of another origin, the other origins of this port included.
 *
 * Following a link is let through: what it asks for is a page, and changes nothing. Programs that are no browser send none
 * of these headers but Host.
 */
export function refusePage(
  method: string,
  headers: IncomingHttpHeaders,
  scheme: 'http:' | 'https:',
): DoorRefusal | undefined {
  const { host = '', origin } = headers;
  const site = headers['sec-fetch-site'];
  if (isLink(method, headers)) return undefined;
  if (origin !== undefined && origin !== `${scheme}//${host}`) return foreign('Origin', origin);
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return foreign('Sec-Fetch-Site', String(site));
  if (scheme === 'https:' && headers.cookie !== undefined && origin === undefined && site === undefined)
    return unsaid();
  return undefined;
}

/**
 * Below one domain origins are of one site to browsers, which send each other's cookies along: only what says from where it
 * comes is let in by a cookie. Browsers have said it by TLS since 2023.
 */
function unsaid(): DoorRefusal {
  const message =
    'A cookie comes with neither Origin nor Sec-Fetch-Site; accepted is a browser that says which page asks.';
  return refusal(403, 'ForeignCaller', message, 'Use a newer browser, or ask from a program with a token.');
}

/** A page that the whole window goes to: no frame, no picture, no script. */
function isLink(method: string, headers: IncomingHttpHeaders): boolean {
  return (
    method === 'GET' &&
    headers.origin === undefined &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document'
  );
}

function foreign(header: string, value: string): DoorRefusal {
  const message = `The header ${header} is "${value.slice(0, 100)}"; answered are pages of the same origin, and programs.`;
  return refusal(403, 'ForeignCaller', message, 'Open the address itself in the browser, or ask from a program.');
}
