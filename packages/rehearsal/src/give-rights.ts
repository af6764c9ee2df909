import {
  idTag,
  namesOf,
  onAws,
  operatorArns,
  type Rights,
  type RightsHolder,
  rights,
  type Synthesis,
} from '@atelier/aws';
import type { Workspace } from '@atelier/core';
import type { World } from '@atelier/simulated-aws';

/** What is deployed, into which account, and what the operator is to do there. */
export interface RightsGiven {
  readonly holder: RightsHolder;
  readonly workspace: Workspace;
  readonly synthesis: Pick<Synthesis, 'stacks'>;
  readonly world: World;
}

/**
 * Does what whoever hands out the rights of an account does before a deployment, and again once it has made ids: the operator
 * has what `atelier rights` says and nothing else, and so has CloudFormation where the file bounds the roles that it makes.
 *
 * @returns ARNs of what CloudFormation may do; empty: everything, as the CDK's bootstrap has it
 */
export async function giveRights({ holder, workspace, synthesis, world }: RightsGiven): Promise<readonly string[]> {
  const deployed = deployedIds(world, workspace);
  const policies = async (whose: RightsHolder, path = '') =>
    putPolicies(world, await rights(workspace, synthesis, whose, deployed), path);
  putOperator(world, operatorOf(workspace, world), await policies(holder));
  const { permissionsBoundary } = onAws(workspace).aws.iam;
  if (permissionsBoundary === null || holder !== 'deploy') return [];
  await policies('boundary', permissionsBoundary.replace(/[^/]+$/, ''));
  const execution = await policies('execution');
  renewExecution(world, execution);
  return execution;
}

/** Gives CloudFormation's roles, where they are there already, the policies of now in the place of those before. */
function renewExecution({ resources }: World, policies: readonly string[]): void {
  for (const role of resources.list('AWS::IAM::Role')) {
    const held = [role.properties.ManagedPolicyArns ?? []].flat().map(String);
    if (!held.some((arn) => /\/AtelierRights-.*-execution/.test(arn))) continue;
    resources.put({ ...role, properties: { ...role.properties, ManagedPolicyArns: policies } });
  }
}

/** ARN of the first role that operates the workspace. */
export function operatorOf(workspace: Workspace, { partition, account, region }: World): string {
  const { aws, name } = onAws(workspace);
  const names = namesOf(name, { partition, account, region }, aws.iam.rolePath);
  return operatorArns(aws, names)[0] ?? names.roleArn(`${name}-operator`);
}

const loose = { stack: null, logicalId: null, createdMs: 0, status: null, madeBy: null };

function putPolicies({ resources, partition, account }: World, { policies }: Rights, path: string): readonly string[] {
  return policies.map(({ name, document }) => {
    const id = `arn:${partition}:iam::${account}:policy/${path}${name}`;
    const PolicyDocument = JSON.parse(JSON.stringify(document));
    const properties = { ManagedPolicyName: name, PolicyDocument };
    resources.put({ ...loose, type: 'AWS::IAM::ManagedPolicy', id, properties, attributes: { PolicyArn: id } });
    return id;
  });
}

function putOperator({ resources, partition, account }: World, arn: string, policies: readonly string[]): void {
  const [, path = '/', name = arn] = /:role(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  const AWS = `arn:${partition}:iam::${account}:root`;
  const AssumeRolePolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }],
  };
  const properties = { RoleName: name, Path: path, ManagedPolicyArns: policies, AssumeRolePolicyDocument };
  resources.put({ ...loose, type: 'AWS::IAM::Role', id: name, properties, attributes: { Arn: arn } });
}

/** Ids that AWS has made up for what is there of the workspace now. */
function deployedIds({ resources }: World, { name }: Workspace) {
  const domain = resources.list('AWS::SageMaker::Domain').find(({ stack }) => stack?.startsWith(`${name}-`));
  const tags = (domain?.properties.Tags ?? []) as readonly { readonly Key: string; readonly Value: string }[];
  const application = domain?.attributes.SingleSignOnApplicationArn;
  return {
    id: tags.find(({ Key }) => Key === idTag)?.Value ?? null,
    domain: domain?.id ?? null,
    application: typeof application === 'string' ? application : null,
  };
}
