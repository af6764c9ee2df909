import type { IncomingMessage } from 'node:http';
import type { AuditLog } from '@atelier/audit';
import type { Workspace } from '@atelier/core';
import type { OwnAnswer } from '../front-door.ts';
import { indexFor } from '../passing/index-for.ts';
import type { Places } from '../passing/places.ts';
import type { Requester } from '../requester.ts';
import { answerJson } from '../walls/refusal.ts';
import { answerPortalPage } from './answer-portal-page.ts';
import { homePage } from './home-page.ts';
import { type NamedRoutes, openApiOf } from './open-api.ts';
import { openSpace } from './open-space.ts';

/** What the portal works with. */
export interface Portal {
  readonly workspace: () => Workspace;
  readonly places: Places;
  readonly audit: AuditLog;
  readonly portalText: string;
  /** Every route that `GET /openapi.json` tells of. */
  readonly routes: NamedRoutes;
}

/** What the portal itself answers to somebody who is known; undefined: it is not its own. */
export function portalAnswer(portal: Portal, request: IncomingMessage, asker: Requester): OwnAnswer | undefined {
  const { places, portalText } = portal;
  const workspace = portal.workspace();
  switch (`${request.method} ${request.url}`) {
    case 'GET /':
      if (asker.caller.kind === 'owner' || !wantsPage(request)) {
        return (_, response) => answerJson(response, { projects: indexFor(workspace, places, asker.caller) });
      }
      return (_, response) => {
        const page = homePage({ person: personOf(asker), portalText, workspace });
        return answerPortalPage(response, page, { leadsTo: portalText.replace('://', '://*.') });
      };
    case 'GET /openapi.json':
      return (_, response) => answerJson(response, openApiOf(portal.routes));
    case 'POST /open-space':
      if (asker.caller.kind === 'owner') return undefined;
      return (from, response) => openSpace(from, response, { ...portal, workspace, person: personOf(asker), asker });
    default:
      return undefined;
  }
}

function wantsPage({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes('text/html') === true;
}

function personOf({ caller }: Requester): string {
  return caller.kind === 'person' ? caller.person : '';
}
