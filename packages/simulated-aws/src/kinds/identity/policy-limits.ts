import { AwsFault } from '../../service/service.ts';
import type { WireJson } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';

/** Default quota; it can be raised to 20. */
const mostAttached = 10;

/** Size of policy documents as IAM counts it: without white space. */
export function charactersOf(document: WireJson): number {
  return JSON.stringify(document).replace(/\s/g, '').length;
}

/** Throws, after undoing, where a role has more policies than a role may have. */
export function checkAttached(world: World, role: string, undo: () => void): void {
  const { ManagedPolicyArns: own = [] } = world.resources.get('AWS::IAM::Role', role)?.properties ?? {};
  const others = world.resources
    .list('AWS::IAM::ManagedPolicy')
    .filter(({ properties }) => [properties.Roles ?? []].flat().includes(role));
  const arns = new Set([...[own].flat().map(String), ...others.map(({ id }) => id)]);
  if (arns.size <= mostAttached) return;
  undo();
  throw new AwsFault('LimitExceeded', `Cannot exceed quota for PoliciesPerRole: ${mostAttached}`, 409);
}
