import type { Context } from 'hono';
import { type DoorPage, pageHeaders, pageText } from './pages/page-text.ts';

/** Answer with a page of the front door. */
export async function answerPage(
  context: Context,
  page: DoorPage,
  status: 200 | 400 | 403 | 404 | 429 | 503 = 200,
): Promise<Response> {
  for (const [name, value] of Object.entries(pageHeaders)) context.header(name, value);
  return context.html(await pageText(page), status);
}

/** Send the browser on, by a GET. */
export function sendOn(context: Context, address: string): Response {
  context.header('cache-control', 'no-store');
  context.header('referrer-policy', 'same-origin');
  return context.redirect(address, 303);
}
