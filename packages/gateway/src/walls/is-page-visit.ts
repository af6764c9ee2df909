import type { IncomingMessage } from 'node:http';

/** Whether a browser goes to a page, as by a link or by what was typed; programs and scripts of pages do not. */
export function isPageVisit({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): boolean {
  const mode = headers['sec-fetch-mode'];
  if (method !== 'GET' || headers.authorization !== undefined || headers.upgrade !== undefined) return false;
  return mode === undefined ? (headers.accept ?? '').includes('text/html') : mode === 'navigate';
}
