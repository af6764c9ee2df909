import { regionNamed } from '@atelier/aws-regions';
import { arnOf, type PolicyGround, policyGround } from '../access/policy-ground.ts';
import { namesOf } from '../names.ts';
import type { AwsWorkspace } from '../stacks/ground.ts';

/** Ids of a workspace that are known only after its first deployment; null until then. */
export interface DeployedIds {
  /** Value of the tag `atelier:id`, which no two workspaces share. */
  readonly id: string | null;
  /** Id of the Studio domain, such as `d-abc`. */
  readonly domain: string | null;
  /** ARN of the domain's application in Identity Center; left out: not known, or people sign in otherwise. */
  readonly application?: string | null;
}

/** Ground that the rights to a workspace are written from: none of it need be deployed, so that unknown ids are patterns. */
export interface RightsGround extends PolicyGround {
  readonly workspace: AwsWorkspace;
  readonly deployed: DeployedIds;
}

export function rightsGround(workspace: AwsWorkspace, deployed: DeployedIds): RightsGround {
  const { region, account, iam } = workspace.aws;
  const place = { partition: regionNamed(region)?.partition ?? 'aws', region, account: account ?? anyAccount };
  const ids = { domain: deployed.domain ?? '*', keyArn: '*', vpc: '*', subnets: [], securityGroups: [] };
  const ground = policyGround(workspace, namesOf(workspace.name, place, iam.rolePath), ids);
  return { ...ground, workspace, deployed };
}

/** Twelve of any characters, as every account has: `*` would let a name go on into that of another workspace. */
const anyAccount = '?'.repeat(12);

/** ARN of something of a service without regions. */
export function globalArn({ names: { place } }: RightsGround, service: string, resource: string): string {
  return `arn:${place.partition}:${service}::${place.account}:${resource}`;
}

/** ARNs of Studio domains, of what they hold and of tracking apps: with generated ids, or names that people choose. */
export function studioArns(ground: RightsGround): readonly string[] {
  return ['app', 'domain', 'mlflow-app', 'space', 'user-profile'].map((kind) =>
    arnOf(ground, 'sagemaker', `${kind}/*`),
  );
}
