import type { StackTemplate } from '@atelier/cloudformation';
import type { Workspace } from '@atelier/core';
import { type AskedPolicy, askedPolicy } from '@atelier/proofs/policy';
import { onAws } from '../../on-aws.ts';
import { ownBoundaryName } from '../../rights/boundary-name.ts';
import { boundaryPolicy } from '../../rights/boundary-policy.ts';
import { rightsGround } from '../../rights/rights-ground.ts';

/**
 * The boundary as `atelier rights --for boundary` writes it, where the file names it as that does; null: the file names none, or
 * one that somebody else wrote.
 */
export function ownBoundary(workspace: Workspace, stacks: readonly StackTemplate[]): AskedPolicy | null {
  if (workspace.aws?.iam.permissionsBoundary !== ownBoundaryName(workspace)) return null;
  const ground = rightsGround(onAws(workspace), { id: null, domain: null });
  const { name, document } = boundaryPolicy(ground, stacks);
  return askedPolicy(`the boundary ${name}`, JSON.stringify(document));
}
