import type { AuditEntry } from '@atelier/audit';
import {
  type AccessQuestion,
  type Caller,
  callerName,
  type Decision,
  decideForCaller,
  notAllowed,
  resourceText,
  type Workspace,
} from '@atelier/core';
import { type Asked, narrowedText, type Route } from '@atelier/core/contract';
import type { Entrance } from './entrance.ts';
import { readBody, readParams } from './read-request.ts';

/** Who asks for what; it has been decided that they may. */
export interface Question<Params, Body> extends Asked<Params, Body> {
  readonly caller: Caller;
}

/** Where it is decided about requests. */
export interface RoutesPlace extends Entrance {
  /** As it is now. */
  workspace(): Workspace;
  /** Of one request's body. */
  readonly mostBytes: number;
}

/**
 * Let a request pass whose caller may do what it asks for, and write that down, or that it was refused.
 *
 * It is decided before the body is read, and again: the workspace may have changed while it came in.
 *
 * @throws Problem NotAllowed, RequestNotAccepted, AuditNotWritten
 */
export async function admit<Params, Body>(
  place: RoutesPlace,
  route: Route<Params, Body, unknown>,
  request: Request,
  written: Readonly<Record<string, string>>,
): Promise<Question<Params, Body>> {
  const params = readParams(route, request, written);
  const caller = place.callerOf(request);
  const question = { caller, action: route.action, resource: route.resource(params) };
  const also = route.also === undefined ? [] : [{ caller, ...route.also(params) }];
  const decideAll = async () => {
    for (const one of also) await decideOrRefuse(place, one, request);
    return decideOrRefuse(place, question, request);
  };
  await decideAll();
  const body = await readBody(route, request, place.mostBytes);
  const decision = await decideAll();
  if (!isOwnersLook(caller, route)) await place.record(entryOf(place, question, decision, request));
  return { caller, params, body };
}

async function decideOrRefuse(place: RoutesPlace, question: AccessQuestion, request: Request): Promise<Decision> {
  const { caller, action, resource } = question;
  const decision = decideForCaller(place.workspace(), caller, action, resource);
  if (decision.allowed) return decision;
  await place.record(entryOf(place, question, decision, request));
  throw notAllowed(question, decision.because);
}

/** The owner has the files of all that can be looked at, and the command line looks many times a second. */
function isOwnersLook(caller: Caller, { method }: Pick<Route<never, never, unknown>, 'method'>): boolean {
  return caller.kind === 'owner' && method === 'GET';
}

function entryOf(
  { by }: Entrance,
  { caller, action, resource }: AccessQuestion,
  { allowed, because }: Decision,
  { method, url }: Request,
): AuditEntry {
  const narrowed = caller.kind === 'person' && caller.narrowed ? `, narrowed to ${narrowedText(caller.narrowed)}` : '';
  return {
    who: callerName(caller),
    by: `${by}${narrowed}`,
    action,
    resource: resourceText(resource),
    allowed,
    because,
    request: `${method} ${new URL(url).pathname}`,
  };
}
