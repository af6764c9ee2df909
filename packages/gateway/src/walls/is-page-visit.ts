import type { IncomingMessage } from 'node:http';

/** Whether a browser goes to a page: a program asks for other things, and a page asks for parts of itself. */
export function isPageVisit({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): boolean {
  const mode = headers['sec-fetch-mode'];
  if (method !== 'GET' || headers.authorization !== undefined || headers.upgrade !== undefined) return false;
  return mode === undefined ? (headers.accept ?? '').includes('text/html') : mode === 'navigate';
}
