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
  asker: Requester,
  passage: Pick<RequestPassage, 'required' | 'open'>,
  request: string,
): Decided {
  const { caller } = asker;
  const decisions = passage.required.map((required) => {
    const { action, resource } = required;
    const because = shutTo(asker, passage.open);
    if (because !== undefined) return { required, allowed: false, because };
    return { required, ...decideForCaller(workspace, caller, action, resource) };
  });
  const [first] = decisions as [(typeof decisions)[number]];
  return writeDown(audit, asker, decisions.find((one) => !one.allowed) ?? first, request);
}

/** Write down that somebody was refused whatever the access table says; resolves once it is on the disk. */
export function writeRefusal(
  audit: AuditLog,
  asker: Requester,
  { required: [required] }: Pick<RequestPassage, 'required'>,
  because: string,
  request: string,
): Promise<void> {
  return writeDown(audit, asker, { required, allowed: false, because }, request).written;
}

/** Why whoever asks is none of those to whom something is open; undefined: they are, and the access table decides. */
function shutTo({ caller, shown }: Requester, open: RequestPassage['open']): string | undefined {
  if (open === 'to the owner too') return undefined;
  if (caller.kind === 'owner') return 'people are asked for here, and the owner is none of them';
  if (open === 'to people alone') return undefined;
  if (caller.kind === 'shared-space') return 'a person is asked for here, and a shared space is none';
  // Whoever has seen one on its way would get what its answer says, such as a token that outlives the signature.
  if (shown === 'by a signature') return 'a signed request can be sent again, and this takes the token itself';
  if (caller.narrowed === undefined) return undefined;
  return 'what it was asked with is narrower than the person, and this takes all that the person may do';
}

function writeDown(
  audit: AuditLog,
  { caller, by }: Requester,
  { required, allowed, because }: Omit<Decided, 'written'>,
  request: string,
): Decided {
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
