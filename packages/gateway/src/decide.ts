import type { AuditEntry, AuditLog } from '@atelier/audit';
import { callerName, decideForCaller, resourceText, type Workspace } from '@atelier/core';
import type { RequestPassage, Required } from './passing/request-passage.ts';
import type { Requester } from './requester.ts';

/** What was decided of a request, and when that is written down. */
export interface Decided {
  readonly allowed: boolean;
  readonly because: string;
  readonly required: Required;
  /** Resolves once it is on the disk. */
  readonly written: Promise<void>;
}

/**
 * Decide whether somebody may do all that a request takes, by the access table as the workspace is now, and write it down.
 *
 * @param request for the audit: origin, method and path without its query
 */
export function decide(
  { workspace, audit }: { readonly workspace: Workspace; readonly audit: AuditLog },
  { caller, by }: Requester,
  passage: Pick<RequestPassage, 'required' | 'open'>,
  request: string,
): Decided {
  const decisions = passage.required.map((required) => {
    const { action, resource } = required;
    if (caller.kind === 'owner' && passage.open === 'to people alone') {
      return { required, allowed: false, because: 'people are asked for here, and the owner is none of them' };
    }
    return { required, ...decideForCaller(workspace, caller, action, resource) };
  });
  const [first] = decisions as [(typeof decisions)[number]];
  const { required, allowed, because } = decisions.find((one) => !one.allowed) ?? first;
  const entry: AuditEntry = {
    who: callerName(caller),
    by,
    action: required.action,
    resource: resourceText(required.resource),
    allowed,
    because,
    request,
  };
  const written = audit.append(entry);
  // Whoever waits for it hears of a failure; until then it is not unhandled.
  written.catch(() => undefined);
  return { allowed, because, required, written };
}
