import type { IncomingHttpHeaders } from 'node:http';
import { type DoorRefusal, refusal } from './refusal.ts';

/** Names of this machine's loopback; the port may be another one, as behind a forwarded port of ssh. */
const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/;

/**
 * Refuse what a browser sends for a page of elsewhere: a name that was rebound to this machine, or another origin.
 *
 * Another port of this machine is elsewhere too. Programs that are no browser send none of these headers but Host.
 */
export function refuseCaller(headers: IncomingHttpHeaders): DoorRefusal | undefined {
  const { host = '', origin } = headers;
  const site = headers['sec-fetch-site'];
  if (!loopbackHost.test(host)) return foreign('Host', host);
  if (origin !== undefined && origin !== `http://${host}`) return foreign('Origin', origin);
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return foreign('Sec-Fetch-Site', String(site));
  return undefined;
}

function foreign(header: string, value: string): DoorRefusal {
  const message = `The header ${header} is "${value.slice(0, 100)}"; answered are callers of this machine, and no web page.`;
  return refusal(403, 'ForeignCaller', message, 'Ask 127.0.0.1 from a program, or type the address into the browser.');
}
