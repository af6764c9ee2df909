import type { StackTemplate } from '@atelier/cloudformation';
import { Problem } from '@atelier/problem';
import { policyDocument } from '../access/policy.ts';
import { managedQuota, policySize } from '../access/policy-size.ts';
import { boundaryName } from './boundary-name.ts';
import { closenesses } from './boundary-resources.ts';
import { boundaryStatements } from './boundary-statements.ts';
import type { RightsGround } from './rights-ground.ts';
import type { RightsPolicy } from './rights-policy.ts';
import { roleGrants } from './role-grants.ts';

/**
 * The one policy that bounds every role of the workspace, as close as IAM's quota allows.
 *
 * @throws Problem when even the widest is too long
 */
export function boundaryPolicy(ground: RightsGround, stacks: readonly StackTemplate[]): RightsPolicy {
  const given = roleGrants(stacks, ground);
  const name = boundaryName(ground.workspace);
  const tried = closenesses.map((closeness) => {
    const document = policyDocument(boundaryStatements(ground, given, closeness));
    return { name: name.replace(/^.*\//, ''), characters: policySize(document), document };
  });
  const fitting = tried.find(({ characters }) => characters <= managedQuota);
  if (fitting !== undefined) return fitting;
  const least = Math.min(...tried.map(({ characters }) => characters));
  throw new Problem({
    code: 'PolicyTooLong',
    message: `The boundary ${name} has ${least} characters, and IAM takes ${managedQuota}.`,
    fix: 'Name fewer existing buckets in the projects, or give the workspace a shorter name.',
    whose: 'yours',
    state: 'No policy was made.',
  });
}
