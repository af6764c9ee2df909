import { Problem } from '@atelier/problem';
import type { Action, OwnerAction } from './action.ts';
import { type Caller, callerText } from './caller.ts';
import { type Resource, resourceText } from './resource.ts';

/** One question of a caller. */
export interface AccessQuestion {
  readonly caller: Caller;
  readonly action: Action | OwnerAction;
  readonly resource: Resource;
}

/** The problem of a caller whose question is answered with no; it does not tell whether a foreign project exists. */
export function notAllowed({ caller, action, resource }: AccessQuestion, because: string): Problem {
  return new Problem({
    code: 'NotAllowed',
    message: `${action} on ${resourceText(resource)} is refused to ${callerText(caller)}: ${because}.`,
    fix: "Ask somebody who may, or have the workspace's file changed and brought up again.",
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
