import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FrontDoor } from './front-door.ts';
import { answerPortalPage } from './portal/answer-portal-page.ts';
import { refusedPage } from './sign-in/pages/told-pages.ts';
import { isPageVisit } from './walls/is-page-visit.ts';
import { type DoorRefusal, refuse } from './walls/refusal.ts';

const titles: Readonly<Record<number, string>> = { 403: 'Not allowed', 404: 'Not here', 503: 'Not now' };

/** Tell whoever has asked why they are refused: a browser that goes to a page by a page, everybody else by the problem. */
export async function tellRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  refused: DoorRefusal,
  { workspace, portalText }: Pick<FrontDoor, 'workspace' | 'portalText'>,
): Promise<void> {
  const { status, headers = {}, problem } = refused;
  const hasBody = 'content-length' in request.headers || 'transfer-encoding' in request.headers;
  // A body is read and dropped by the other.
  if (!isPageVisit(request) || hasBody) return refuse(request, response, refused);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const page = refusedPage({
    title: titles[status] ?? 'Not accepted',
    workspace: workspace().name,
    problem,
    portal: `${portalText}/`,
    again: status >= 500 ? request.url : undefined,
  });
  return answerPortalPage(response, page, { status });
}
