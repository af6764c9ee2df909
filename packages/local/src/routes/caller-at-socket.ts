import type { Caller } from '@atelier/core';
import { narrowedFrom, narrowedHeader, personHeader, sharedSpaceHeader } from '@atelier/core/contract';

/**
 * Who a request at a workspace's socket is from: the account that owns the workspace, as no other reaches it, or the person
 * or shared space in whose name that account asks.
 *
 * A header that names nobody of the workspace is a person who may do nothing, and not the owner.
 */
export function callerAtSocket({ headers }: Request): Caller {
  const person = headers.get(personHeader);
  const project = headers.get(sharedSpaceHeader);
  // Both at once are nobody.
  if (project !== null) return person === null ? { kind: 'shared-space', project } : { kind: 'person', person: '' };
  if (person === null) return { kind: 'owner' };
  const narrowed = headers.get(narrowedHeader);
  return { kind: 'person', person, ...(narrowed !== null && { narrowed: narrowedFrom(narrowed) }) };
}

/** Who a request is from that has come through the front door: never the owner, and without a name nobody. */
export function callerAtFrontDoor(request: Request): Caller {
  const caller = callerAtSocket(request);
  return caller.kind === 'owner' ? { kind: 'person', person: '' } : caller;
}
