import { regionNamed } from '@atelier/aws-regions';
import { projectsThatFit } from '../access/person-policies.ts';
import { policyGround } from '../access/policy-ground.ts';
import { namesOf } from '../names.ts';
import type { AwsWorkspace } from '../stacks/ground.ts';
import type { PreflightFinding } from './preflight-finding.ts';

/** Fewer projects than this fit for certain, and nobody has to count. */
const fewProjects = 8;
/** As many characters as a policy is counted with for an id that only AWS knows. */
const anyId = 'x'.repeat(80);

/** The rights of each person, in all projects, fit into the policies that IAM lets a role have. */
export function checkMemberships(workspace: AwsWorkspace): readonly PreflightFinding[] {
  const { region, account, iam } = workspace.aws;
  const place = { partition: regionNamed(region)?.partition ?? 'aws', region, account: account ?? '0'.repeat(12) };
  const ids = { domain: anyId, keyArn: anyId, vpc: anyId, subnets: [anyId], securityGroups: [anyId] };
  const ground = policyGround(workspace, namesOf(workspace.name, place, iam.rolePath), ids);
  return workspace.people.flatMap((person) => {
    const all = ground.memberships.get(person.name)?.length ?? 0;
    const fit = all <= fewProjects ? all : projectsThatFit(ground, person);
    if (fit === all) return [];
    const message = `${person.name} is a member of ${all} projects; the policies that IAM lets a role have hold rights in ${fit} of them.`;
    const fix = `Take ${person.name} out of ${all - fit} of them, or divide the workspace.`;
    return [{ code: 'TooManyMemberships', setting: `people.${person.name}`, message, fix }];
  });
}
