import type { IncomingMessage } from 'node:http';
import type { OwnAnswer } from '../front-door.ts';
import { onceDecided, type PortalGround } from '../once-decided.ts';
import { indexFor } from '../passing/index-for.ts';
import type { Places } from '../passing/places.ts';
import type { Requester } from '../requester.ts';
import { answerJson } from '../walls/refusal.ts';
import { answerPortalPage } from './answer-portal-page.ts';
import { homePage } from './home-page.ts';
import { type NamedRoutes, openApiOf } from './open-api.ts';
import { openSpace } from './open-space.ts';

/** What the portal works with. */
export interface Portal extends PortalGround {
  readonly places: Places;
  /** Every route that `GET /openapi.json` tells of. */
  readonly routes: NamedRoutes;
}

/** What the portal itself answers to somebody who is known; undefined: it is not its own. */
export function portalAnswer(portal: Portal, request: IncomingMessage, asker: Requester): OwnAnswer | undefined {
  const { places, portalText } = portal;
  const workspace = portal.workspace();
  const decided = (answer: OwnAnswer) => onceDecided(portal, asker, 'to the owner too', answer);
  switch (`${request.method} ${request.url}`) {
    case 'GET /':
      if (asker.caller.kind === 'owner' || !wantsPage(request)) {
        return decided((_, response) => answerJson(response, { projects: indexFor(workspace, places, asker.caller) }));
      }
      return decided((_, response) => {
        const page = homePage({ person: personOf(asker), portalText, workspace });
        return answerPortalPage(response, page, { leadsTo: portalText.replace('://', '://*.') });
      });
    case 'GET /openapi.json':
      return decided((_, response) => answerJson(response, openApiOf(portal.routes)));
    // It decides by itself, of the space.
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
