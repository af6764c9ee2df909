import { regionNamed } from '@atelier/core';
import { arnOf, type PolicyGround, policyGround } from '../access/policy-ground.ts';
import { namesOf } from '../names.ts';
import type { AwsWorkspace } from '../stacks/ground.ts';

/** What the rights to a workspace are written from: nothing of it is deployed, so that generated ids are patterns. */
export interface RightsGround extends PolicyGround {
  readonly workspace: AwsWorkspace;
}

export function rightsGround(workspace: AwsWorkspace): RightsGround {
  const { region, account, iam } = workspace.aws;
  const place = { partition: regionNamed(region)?.partition ?? 'aws', region, account: account ?? '*' };
  const ids = { domain: '*', keyArn: '*', vpc: '*', subnets: [], securityGroups: [] };
  return { ...policyGround(workspace, namesOf(workspace.name, place, iam.rolePath), ids), workspace };
}

/** ARN of something of a service without regions. */
export function globalArn({ names: { place } }: RightsGround, service: string, resource: string): string {
  return `arn:${place.partition}:${service}::${place.account}:${resource}`;
}

/** The workspace's buckets: all of their names end in the account and a word for the region. */
export function bucketPattern({ workspace, names: { place } }: RightsGround): string {
  return `arn:${place.partition}:s3:::${workspace.name}-*-${place.account}-*`;
}

export function stackPattern(ground: RightsGround): string {
  return arnOf(ground, 'cloudformation', `stack/${ground.workspace.name}-*`);
}

/** What a Studio domain holds and its tracking apps: their ARNs have generated ids, or names that people choose. */
export function studioArns(ground: RightsGround): readonly string[] {
  return ['app', 'domain', 'mlflow-app', 'space', 'user-profile'].map((kind) =>
    arnOf(ground, 'sagemaker', `${kind}/*`),
  );
}

/** Those of the stacks, and those that services open for what the workspace runs. */
export function logGroups(ground: RightsGround): string[] {
  const { name } = ground.workspace;
  const services = [`/aws/sagemaker/Endpoints/${name}--*`, `/aws/lambda/${name}-*`, `/aws/emr-serverless/${name}-*`];
  return [`${name}-*`, ...services].map((group) => arnOf(ground, 'logs', `log-group:${group}`));
}
