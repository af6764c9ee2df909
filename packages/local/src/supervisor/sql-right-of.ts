import { type Caller, decideForCaller, requireAccess, type Workspace } from '@atelier/core';
import type { SqlRight } from '../warehouse/sql/allowed-statements.ts';

/**
 * The right of a caller's SQL in the warehouse of a project.
 *
 * @throws Problem NotAllowed for whoever may not even read
 */
export function sqlRightOf(workspace: Workspace, caller: Caller, project: string): SqlRight {
  const resource = { kind: 'project', project } as const;
  if (decideForCaller(workspace, caller, 'warehouse.load', resource).allowed) return 'write';
  requireAccess(workspace, { caller, action: 'warehouse.query', resource });
  return 'read';
}
