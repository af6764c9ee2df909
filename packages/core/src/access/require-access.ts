import { Problem } from '@atelier/problem';
import type { Workspace } from '../model/workspace.ts';
import type { Action, OwnerAction } from './action.ts';
import { type Caller, callerText } from './caller.ts';
import { decideForCaller } from './decide-for-caller.ts';
import { type Resource, resourceText } from './resource.ts';

/** One question of a caller. */
export interface AccessQuestion {
  readonly caller: Caller;
  readonly action: Action | OwnerAction;
  readonly resource: Resource;
}

/**
 * Let a caller pass who may do something.
 *
 * @throws Problem NotAllowed, with the reason of the decision; it does not tell whether a foreign project exists
 */
export function requireAccess(workspace: Workspace, { caller, action, resource }: AccessQuestion): void {
  const { allowed, because } = decideForCaller(workspace, caller, action, resource);
  if (allowed) return;
  throw new Problem({
    code: 'NotAllowed',
    message: `${action} on ${resourceText(resource)} is refused to ${callerText(caller)}: ${because}.`,
    fix: "Ask somebody who may, or have the workspace's file changed and brought up again.",
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
