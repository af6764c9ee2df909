import type { AuditLog } from '@atelier/audit';
import type { Workspace } from '@atelier/core';
import { frontDoorRoutes } from '@atelier/core/contract';
import { type ServedRoutes, servedRoutes } from '@atelier/local/routes';
import type { SpaceDoors } from './spaces/space-doors.ts';
import type { ShownCertificate } from './walls/shown-certificate.ts';

/** A workspace of thousands of projects. */
const mostBytes = 16 * 1024 * 1024;

/** What the owner's socket of the front door does. */
export interface Controlled {
  workspace(): Workspace;
  /** Take a workspace as the one that holds, and shut out who has left. */
  admit(workspace: Workspace): void;
  readonly spaces: SpaceDoors;
  /** Undefined on loopback. */
  readonly shown: ShownCertificate | undefined;
  /** @throws Problem NotInvitable, SignInElsewhere */
  invite(person: string): { readonly url: string; readonly endsAtMs: number };
  readonly audit: AuditLog;
}

/** Routes of the owner's socket; who reaches it is the owner. */
export function controlApp({ workspace, admit, spaces, shown, invite, audit }: Controlled): ServedRoutes {
  const entrance = { by: "owner's socket", callerOf: () => ({ kind: 'owner' }) as const, record: audit.append };
  const served = servedRoutes({ ...entrance, workspace, mostBytes });
  served.once(frontDoorRoutes.admit, ({ body }) => {
    admit(body);
    return {};
  });
  served.once(frontDoorRoutes.renewCertificate, ({ body }) => {
    shown?.show(body);
    return {};
  });
  served.once(frontDoorRoutes.invite, ({ params }) => invite(params.person));
  served.once(frontDoorRoutes.openSpaceDoors, async ({ body }) => ({ folder: await spaces.open(body) }));
  served.once(frontDoorRoutes.closeSpaceDoors, async ({ body }) => {
    await spaces.close(body);
    return {};
  });
  return served;
}
