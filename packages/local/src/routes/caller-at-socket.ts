import type { Caller } from '@atelier/core';
import { personHeader } from '@atelier/core/contract';

/**
 * Who a request at a workspace's socket is from: the account that owns the workspace, as no other reaches it, or the person
 * in whose name that account asks.
 *
 * A header that names nobody of the workspace is a person who may do nothing, and not the owner.
 */
export function callerAtSocket({ headers }: Request): Caller {
  const person = headers.get(personHeader);
  return person === null ? { kind: 'owner' } : { kind: 'person', person };
}
