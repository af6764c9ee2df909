import type { AuditLog } from '@atelier/audit';
import { notAllowed, type Workspace } from '@atelier/core';
import { decide } from './decide.ts';
import type { OwnAnswer } from './front-door.ts';
import type { RequestPassage } from './passing/request-passage.ts';
import type { Requester } from './requester.ts';
import { refuse } from './walls/refusal.ts';

/** Where the front door itself answers at the portal. */
export interface PortalGround {
  readonly workspace: () => Workspace;
  readonly audit: AuditLog;
  readonly portalText: string;
}

const required = { action: 'person.see', resource: { kind: 'workspace' } } as const;

/**
 * What the portal itself answers, once it is decided that whoever asks is of the workspace, and that is written down.
 *
 * Everything that is answered to somebody who is known, and goes to no server behind, goes through here.
 */
export function onceDecided(
  { workspace, audit, portalText }: PortalGround,
  asker: Requester,
  open: RequestPassage['open'],
  answer: OwnAnswer,
): OwnAnswer {
  return async (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    const passage = { required: [required], open } as const;
    const asked = `${request.method} ${portalText}${path}`;
    const { allowed, because, written } = decide({ workspace: workspace(), audit }, asker, passage, asked);
    await written;
    if (allowed) return answer(request, response);
    const problem = notAllowed({ caller: asker.caller, ...required }, because).toJSON();
    return refuse(request, response, { status: 403, problem });
  };
}
