import type { IncomingMessage, ServerResponse } from 'node:http';
import { callerName, notAllowed } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { type Decided, decide, writeRefusal } from './decide.ts';
import type { FrontDoor, OwnAnswer } from './front-door.ts';
import { knownOrigins, originText } from './origins/known-origins.ts';
import type { Origin } from './origins/origin.ts';
import { findPassage } from './passing/find-passage.ts';
import { forward } from './passing/forward.ts';
import type { RequestPassage } from './passing/request-passage.ts';
import type { Requester } from './requester.ts';
import { type Crossing, meterRequest } from './spaces/meter-request.ts';
import { tellRefusal } from './tell-refusal.ts';
import { type DoorRefusal, isRefusal, refusal } from './walls/refusal.ts';
import { refusePage } from './walls/refuse-page.ts';
import { refuseForm } from './walls/request-form.ts';

/** A request that goes on to a server, as somebody who is known. */
export interface Passing {
  readonly passage: RequestPassage;
  readonly asker: Requester;
  readonly decided: Decided;
}

/** What becomes of a request. */
export type RequestOutcome = DoorRefusal | Passing | { readonly own: OwnAnswer };

/** Answer one request, or pass it on. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  door: FrontDoor,
): Promise<void> {
  try {
    const refused = await answerOrRefuse(request, response, door);
    if (refused !== undefined) await tellRefusal(request, response, refused, door);
  } catch (error) {
    if (!(error instanceof Problem) || response.headersSent) throw error;
    // What cannot be written down is not done.
    await tellRefusal(request, response, { status: 503, problem: error.toJSON() }, door);
  }
}

async function answerOrRefuse(
  request: IncomingMessage,
  response: ServerResponse,
  door: FrontDoor,
): Promise<DoorRefusal | undefined> {
  const outcome = await judge(request, door);
  if (isRefusal(outcome)) return outcome;
  if (request.headers.expect !== undefined) response.writeContinue();
  if ('own' in outcome) {
    await outcome.own(request, response);
    return undefined;
  }
  const { passage, asker, decided } = outcome;
  const crossing = crossingOf(passage, asker);
  if (crossing !== undefined) meterRequest(request, response, crossing, door.receipts).passedOn();
  return forward(request, response, passage, decided.written);
}

/** What is asked of a space crosses its socket; undefined: it is no space that answers. */
export function crossingOf({ space, path }: RequestPassage, { caller }: Requester): Crossing | undefined {
  if (space === undefined) return undefined;
  return { space, url: path, door: 'browser', who: callerName(caller) };
}

/** Form, origin, page, caller, route, right, in this order; the first wall that a request fails answers it. */
export async function judge(request: IncomingMessage, door: FrontDoor): Promise<RequestOutcome> {
  const { method = '', url = '', httpVersion, rawHeaders, headers } = request;
  const malformed = refuseForm({ method, url, httpVersion, rawHeaders });
  if (malformed !== undefined) return malformed;
  const origin = knownOrigins(door.workspace()).at(headers.host ?? '');
  if (origin === undefined) return unknownHost(headers.host ?? '', door);
  const foreign = refusePage(method, headers, door.portalText.startsWith('https:') ? 'https:' : 'http:');
  if (foreign !== undefined) return foreign;
  const open = door.openTo(request, origin);
  if (open !== undefined) return ownOf(open, request);
  const asker = await door.askerOf(request, origin);
  if (isRefusal(asker)) return asker;
  if ('unknown' in asker) {
    if (asker.unknown === 'wrong') door.wrong();
    const signIn = asker.unknown === 'nothing' ? door.toSignIn(request, origin) : undefined;
    return signIn === undefined ? notKnown(asker.unknown, door) : { own: signIn };
  }
  door.proven(request);
  const own = door.ownAnswer(request, origin, asker);
  return own === undefined ? judgePassage(request, door, origin, asker) : ownOf(own, request);
}

/** Nothing that the front door answers by itself is a websocket. */
function ownOf(own: OwnAnswer, { headers }: IncomingMessage): RequestOutcome {
  return headers.upgrade === undefined ? { own } : noUpgrade();
}

async function judgePassage(
  { method = '', url = '', headers }: IncomingMessage,
  door: FrontDoor,
  origin: Origin,
  asker: Requester,
): Promise<RequestOutcome> {
  const workspace = door.workspace();
  const asked = { origin, caller: asker.caller, method, url, host: headers.host ?? '' };
  const passage = findPassage({ workspace, places: door.places }, asked);
  const [path = ''] = url.split('?', 1);
  if (passage === undefined) return notServed(method, path);
  if (isRefusal(passage)) return passage;
  if (!passage.methods.includes(method)) return methodRefused(method, passage.methods);
  if (headers.upgrade !== undefined && passage.upgrades === 'never') return noUpgrade();
  const request = `${method} ${originText(origin, door.portalText)}${path}`;
  if (asker.shown === 'by a cookie' && passage.pagesOf !== origin.kind) {
    await writeRefusal(door.audit, asker, passage, 'a browser asks for a path of programs', request);
    return forPrograms(path, door);
  }
  const unwritten = passage.space === undefined ? undefined : door.receipts.refusal();
  if (unwritten !== undefined) return unwritten;
  const decided = decide({ workspace, audit: door.audit }, asker, passage, request);
  if (decided.allowed) return { passage, asker, decided };
  await decided.written;
  const problem = notAllowed({ caller: asker.caller, ...decided.required }, decided.because).toJSON();
  return { status: 403, problem };
}

function unknownHost(host: string, { portalText }: FrontDoor): DoorRefusal {
  const message = `The header Host is "${host.slice(0, 100)}"; answered are ${portalText} and the origins of the workspace below it.`;
  return refusal(403, 'UnknownOrigin', message, `Begin at ${portalText}.`);
}

const unknowns = {
  nothing: [
    'TokenMissing',
    'The request carries neither a session of this origin nor a token; a token goes in the header Authorization, as a bearer or as the password of any user, or as the key pair or session token of AWS credentials.',
  ],
  wrong: ['TokenWrong', 'What the request carries lets nobody in: it is not one of ours, or was taken back.'],
  late: ['TokenEnded', 'The token of the request has come to its end.'],
} as const;

function notKnown(kind: keyof typeof unknowns, { portalText }: FrontDoor): DoorRefusal {
  const [code, message] = unknowns[kind];
  const fix = `Sign in at ${portalText}, or make a token with "atelier token make NAME"; "atelier status" shows how it is sent.`;
  return refusal(401, code, message, fix);
}

function notServed(method: string, path: string): DoorRefusal {
  const message = `${method} ${path.slice(0, 100)} is not served here.`;
  return refusal(404, 'NotServed', message, '"atelier status" shows what is served, and how it is asked.');
}

function methodRefused(method: string, methods: readonly string[]): DoorRefusal {
  const message = `${method} is not accepted here; accepted is ${methods.join(', ')}.`;
  return { ...refusal(405, 'MethodRefused', message, `Send ${methods[0]}.`), headers: { allow: methods.join(', ') } };
}

/** A page of theirs at the portal's own origin could do there whatever its reader can. */
function forPrograms(path: string, { portalText }: FrontDoor): DoorRefusal {
  const message = `${path.slice(0, 100)} is for programs, which send a token; a browser has these pages at origins of their own.`;
  return refusal(403, 'PathForPrograms', message, `Begin at ${portalText}, whose first page leads to them.`);
}

function noUpgrade(): DoorRefusal {
  const message = 'The request asks for a websocket where there is none; accepted is a plain request.';
  return refusal(400, 'OddRequest', message, 'Leave the header Upgrade out.');
}
