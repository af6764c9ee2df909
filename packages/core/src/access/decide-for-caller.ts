import type { Workspace } from '../model/workspace.ts';
import { type Action, type OwnerAction, ownerActions } from './action.ts';
import type { Caller } from './caller.ts';
import { applies, type Decision, decide } from './decide.ts';
import { decideForSharedSpace } from './decide-for-shared-space.ts';
import { pastLimits } from './narrowed.ts';
import { type Resource, resourceText } from './resource.ts';

/**
 * Whether a caller may do something in a workspace on this machine.
 *
 * The owner has the files, so that a refusal would keep nothing from them: what makes sense is allowed. For a person the
 * access table decides, and what is the owner's alone is refused.
 */
export function decideForCaller(
  workspace: Workspace,
  caller: Caller,
  action: Action | OwnerAction,
  resource: Resource,
): Decision {
  if (!makesSense(action, resource)) {
    return { allowed: false, because: `${action} is nothing that can be done to ${resourceText(resource)}` };
  }
  if (caller.kind === 'owner') return { allowed: true, because: 'the workspace on this machine is theirs' };
  if (isOwnerAction(action)) {
    return { allowed: false, because: 'that takes whoever owns the workspace on this machine' };
  }
  if (caller.kind === 'shared-space') return decideForSharedSpace(workspace, caller.project, action, resource);
  const person = workspace.people.find(({ name }) => name === caller.person);
  if (person === undefined) {
    return { allowed: false, because: `${caller.person} is not a person of this workspace` };
  }
  const limit = caller.narrowed === undefined ? null : pastLimits(caller.narrowed, action, resource);
  return limit === null ? decide(workspace, person, action, resource) : { allowed: false, because: limit };
}

function makesSense(action: Action | OwnerAction, resource: Resource): boolean {
  return isOwnerAction(action) ? resource.kind === 'workspace' : applies(action, resource);
}

function isOwnerAction(action: Action | OwnerAction): action is OwnerAction {
  return ownerActions.some((one) => one === action);
}
