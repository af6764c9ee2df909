import type { IncomingMessage } from 'node:http';

/** What is asked in somebody's space by its path for programs, with a query. */
const inSpace = /^\/spaces\/[^/?]+\/[^/?]+\/[^?]*\?/;

/**
 * The token in the address of a request for a websocket of a space; undefined: there is none, or more than one, or a header
 * says who it is.
 *
 * Jupyter's clients send it there, where no client in a browser could send a header. An address of a websocket is shown
 * and remembered by no browser, and what is passed on and written down has no token. Nothing else is let in by its address.
 */
export function tokenOfUpgrade({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): string | undefined {
  const isAsked = headers.upgrade !== undefined && headers.authorization === undefined;
  if (!isAsked || !inSpace.test(url)) return undefined;
  const [only, ...others] = new URLSearchParams(url.slice(url.indexOf('?') + 1)).getAll('token');
  return others.length > 0 || only === '' ? undefined : only;
}
