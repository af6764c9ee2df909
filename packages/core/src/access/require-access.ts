import type { Workspace } from '../model/workspace.ts';
import { type AccessQuestion, notAllowed } from './access-question.ts';
import { decideForCaller } from './decide-for-caller.ts';

/**
 * Let a caller pass who may do something.
 *
 * @throws Problem NotAllowed, with the reason of the decision
 */
export function requireAccess(workspace: Workspace, question: AccessQuestion): void {
  const { caller, action, resource } = question;
  const { allowed, because } = decideForCaller(workspace, caller, action, resource);
  if (!allowed) throw notAllowed(question, because);
}
