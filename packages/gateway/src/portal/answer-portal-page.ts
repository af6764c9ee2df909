import type { ServerResponse } from 'node:http';
import { type DoorPage, pageHeaders, pageText } from '../sign-in/pages/page-text.ts';

/**
 * Answer with a page of the portal.
 *
 * @param leadsTo origins that its forms may lead to, in the words of a content security policy
 */
export async function answerPortalPage(
  response: ServerResponse,
  page: DoorPage,
  { status = 200, leadsTo = '' }: { readonly status?: number; readonly leadsTo?: string } = {},
): Promise<void> {
  const body = await pageText(page);
  const policy = (pageHeaders['content-security-policy'] ?? '').replace(
    "form-action 'self'",
    `form-action 'self' ${leadsTo}`,
  );
  response.writeHead(status, {
    ...pageHeaders,
    'content-security-policy': policy,
    'content-type': 'text/html; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
  });
  response.end(body);
}
