import { type Action, actions, applies, type Person, type Resource } from '@atelier/core';
import type { PolicyGround } from '../access/policy-ground.ts';
import type { ApiCall } from '../journeys/calls/api-call.ts';
import { apiCallsOf } from '../journeys/calls/api-calls.ts';

/** A request as the list of calls has it, and the row of the access table that it belongs to. */
export interface ListedCall {
  readonly row: Action;
  readonly resource: Resource;
  readonly call: ApiCall;
}

/** Requests by one operation of AWS of which rows about a thing consist; IAM does not tell capitals in an operation apart. */
export function listedCalls(ground: PolicyGround, operation: string, resource: Resource): readonly ListedCall[] {
  return actions
    .filter((row) => applies(row, resource))
    .flatMap((row) =>
      apiCallsOf(ground, row, resource)
        .filter(({ action }) => action.toLowerCase() === operation.toLowerCase())
        .map((call) => ({ row, resource, call })),
    );
}

/**
 * The same where only an ARN is known: of a bucket those to that bucket, each asked of what the ARN names. A thing that belongs
 * to no part of the file is looked for in the workspace as a whole and in the own space.
 */
export function listedCallsTo(
  ground: PolicyGround,
  person: Person | null,
  { operation, arn, thing }: { readonly operation: string; readonly arn: string; readonly thing: Resource | null },
): readonly ListedCall[] {
  const own: readonly Resource[] = person === null ? [] : [{ kind: 'private-space', person: person.name }];
  const things: readonly Resource[] = thing === null ? [{ kind: 'workspace' }, ...own] : [thing];
  return things
    .flatMap((one) => listedCalls(ground, operation, one))
    .filter(({ call }) => isSameStore(call.resource, arn))
    .map((listed) => ({ ...listed, call: { ...listed.call, resource: arn } }));
}

/** Buckets by name and whether an object in them is meant; everything else is told apart by its project alone. */
function isSameStore(listed: string, asked: string): boolean {
  if (!asked.includes(':s3:::')) return true;
  return listed.split('/')[0] === asked.split('/')[0] && listed.includes('/') === asked.includes('/');
}
