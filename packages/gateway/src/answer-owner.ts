import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { personHeader } from '@atelier/core/contract';
import { answerRequest } from './answer-request.ts';
import type { FrontDoor } from './front-door.ts';

/**
 * Answer at the owner's socket, which no other account reaches: the owner's own routes, and, with the header of a person,
 * what is asked of the portal in that person's name, decided and written down as from that person.
 */
export function answerOwner(door: FrontDoor, ownersRoutes: RequestListener): RequestListener {
  return (request: IncomingMessage, response: ServerResponse) => {
    const person = request.headers[personHeader];
    if (person === undefined) return ownersRoutes(request, response);
    // Such a request names no host that counts: it is of the portal.
    request.headers.host = new URL(door.portalText).host;
    const named: FrontDoor = {
      ...door,
      askerOf: () => ({
        caller: { kind: 'person', person: String(person) },
        by: "owner's socket",
        shown: 'by a socket',
      }),
      openTo: () => undefined,
      ownAnswer: () => undefined,
    };
    answerRequest(request, response, named).catch(() => response.destroy());
  };
}
