import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { cookieName, cookieValues } from '../sessions/cookie.ts';
import { pageHeaders, pageText } from './pages/page-text.ts';
import { toldPage } from './pages/told-pages.ts';

/** Whether somebody has put a cookie beside that of the session: signing in again would not help, and again, and again. */
export function isPlanted({ cookie }: IncomingHttpHeaders, portal: string): boolean {
  return cookieValues(cookie, cookieName(portal, 'session')).length > 1;
}

/** Take away all cookies of the origin, and say why. */
export async function answerPlanted(response: ServerResponse, workspace: string): Promise<void> {
  const page = {
    title: 'Signed out here',
    message: 'A page has put a cookie beside that of your session, so both were taken away.',
    link: ['/', 'Go on'],
  } as const;
  const headers = { ...pageHeaders, 'content-type': 'text/html; charset=utf-8', 'clear-site-data': '"cookies"' };
  response.writeHead(400, headers);
  response.end(await pageText(toldPage(workspace, page)));
}
