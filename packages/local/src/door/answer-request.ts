import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DoorTargets } from './door-targets.ts';
import type { DoorToken } from './door-token.ts';
import { presentedToken } from './door-token.ts';
import { findRoute, type Index } from './find-route.ts';
import { forward } from './forward.ts';
import { type DoorRefusal, isRefusal, jsonHeaders, refusal, refuse } from './refusal.ts';
import { refuseCaller } from './refuse-caller.ts';
import { refuseForm } from './request-form.ts';

/** Parts that the walls are made of, and who hears what happens at them. */
export interface DoorWalls {
  readonly targets: DoorTargets;
  readonly token: DoorToken;
  readonly tokenFile: string;
  /** A caller has shown the token. */
  proven(request: IncomingMessage): void;
  /** A caller has shown a wrong one. */
  wrongToken(): void;
}

/** Answer one request: form, caller, token, route, in this order; the first wall that it fails answers it. */
export function answerRequest(request: IncomingMessage, response: ServerResponse, walls: DoorWalls): void {
  const { method = '', url = '', httpVersion, rawHeaders, headers } = request;
  const head = { method, url, httpVersion, rawHeaders };
  const refused = refuseForm(head) ?? refuseCaller(headers) ?? refuseToken(request, walls);
  const route = refused ?? findRoute(head, walls.targets);
  if (isRefusal(route)) {
    refuse(request, response, route);
    return;
  }
  if (headers.expect !== undefined) response.writeContinue();
  if ('socket' in route) void forward(request, response, route);
  else answerIndex(response, route);
}

function answerIndex(response: ServerResponse, { index }: Index): void {
  const body = `${JSON.stringify({ projects: index })}\n`;
  response.writeHead(200, jsonHeaders(body));
  // Node sends no body after HEAD.
  response.end(body);
}

function refuseToken(
  request: IncomingMessage,
  { token, tokenFile, proven, wrongToken }: DoorWalls,
): DoorRefusal | undefined {
  const presented = presentedToken(request.headers);
  if (presented !== undefined && token.matches(presented)) {
    proven(request);
    return undefined;
  }
  if (presented !== undefined) wrongToken();
  const code = presented === undefined ? 'TokenMissing' : 'TokenWrong';
  const message =
    presented === undefined
      ? 'The request carries no token; it goes in the header Authorization, as a bearer or as the password of any user, or in the session token of AWS credentials.'
      : 'The token is not the one of this start of the workspace; there is a new one at each start, and "atelier status" names its file.';
  // A browser that is refused this way asks for the password, and keeps it for this address and port alone.
  const headers = { 'www-authenticate': 'Basic realm="Atelier: any user, the token as password", charset="UTF-8"' };
  return { ...refusal(401, code, message, `Send the token in ${tokenFile}; "atelier status" shows how.`), headers };
}
