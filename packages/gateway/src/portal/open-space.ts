import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AuditLog } from '@atelier/audit';
import { html } from 'hono/html';
import { decide } from '../decide.ts';
import { originText } from '../origins/known-origins.ts';
import type { Origin } from '../origins/origin.ts';
import type { Places } from '../passing/places.ts';
import type { RequestPassage } from '../passing/request-passage.ts';
import { toApi } from '../passing/to-api.ts';
import { unanswered } from '../passing/unanswered.ts';
import type { Requester } from '../requester.ts';
import { answerPortalPage } from './answer-portal-page.ts';
import { askBehind } from './ask-behind.ts';
import { formOf } from './form-of.ts';
import type { AtPortal } from './home-page.ts';

export interface SpaceOpening extends AtPortal {
  readonly places: Places;
  readonly audit: AuditLog;
  readonly asker: Requester;
}

/** Start a space of the project that a form names, somebody's own or the shared one, and send the browser there. */
export async function openSpace(request: IncomingMessage, response: ServerResponse, at: SpaceOpening): Promise<void> {
  const form = await formOf(request);
  const project = form.get('project') ?? '';
  const { person, portalText, places, asker } = at;
  const of = encodeURIComponent(project);
  const [path, origin]: readonly [string, Origin] =
    form.get('whose') === 'shared'
      ? [`/projects/${of}/space`, { kind: 'shared-space', project }]
      : [`/spaces/${encodeURIComponent(person)}/${of}`, { kind: 'space', person, project }];
  const passage = toApi(places, asker.caller, 'PUT', path);
  if (passage === undefined) return failed(response, at, 400, 'The form names no project.');
  const decided = decide(at, asker, passage, `POST ${portalText}/open-space`);
  await decided.written;
  if (!decided.allowed) return failed(response, at, 403, decided.because);
  const { status, document } = await askBehind(passage, {}).catch((error) => instead(error, passage));
  if (status !== 200) return failed(response, at, status, messageIn(document));
  response.writeHead(303, { location: `${originText(origin, portalText)}/lab` });
  response.end();
}

function failed(response: ServerResponse, { workspace }: AtPortal, status: number, message: string): Promise<void> {
  const body = html`<p role="alert">${message}</p><p><a href="/">Back</a></p>`;
  return answerPortalPage(response, { title: 'Not opened', workspace: workspace.name, body }, { status });
}

function instead(error: unknown, passage: RequestPassage): Awaited<ReturnType<typeof askBehind>> {
  const { status, problem } = unanswered(error, passage);
  return { status, document: { problem } };
}

function messageIn(document: unknown): string {
  const { problem } = document as { readonly problem?: { readonly message: string; readonly fix: string } };
  return problem === undefined ? 'It was not answered as expected.' : `${problem.message} ${problem.fix}`;
}
