import { Problem } from '@atelier/core';
import { policyDocument } from '../access/policy.ts';
import { managedQuota, policySize } from '../access/policy-size.ts';
import type { StackTemplate } from '../template/template.ts';
import { boundaryName } from './boundary-name.ts';
import { boundaryStatements } from './boundary-statements.ts';
import type { RightsPolicy } from './rights.ts';
import type { RightsGround } from './rights-ground.ts';
import { roleGrants } from './role-grants.ts';

/**
 * The one policy that bounds every role of the workspace. Buckets and budgets are named project by project as long as IAM
 * takes so many characters, then by the workspace's name.
 *
 * @throws Problem when even then it is too long
 */
export function boundaryPolicy(ground: RightsGround, stacks: readonly StackTemplate[]): RightsPolicy {
  const given = roleGrants(stacks, ground);
  const name = boundaryName(ground.workspace);
  const tried = (['each-project', 'workspace'] as const).map((closeness) => {
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
