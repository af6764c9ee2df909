import { type EvaluatedResource, evaluate, type ValueMap } from '@atelier/cloudformation';
import type { Person, Workspace } from '@atelier/core';
import type { PolicyDocument } from '../../src/access/policy.ts';
import { policyGround } from '../../src/access/policy-ground.ts';
import type { DeployLocation } from '../../src/deploy-location.ts';
import type { ApiCall } from '../../src/journeys/calls/api-call.ts';
import { arnOf, plainIds } from '../../src/journeys/plain-ids.ts';
import { namesOf } from '../../src/names.ts';
import { synthesise } from '../../src/synthesise.ts';
import { account, type Beside, type Principal, type Principals } from './principals.ts';

/** Roles whose policies the constructs write are in templates alone. */
export interface TemplatePrincipals extends Principals {
  tracking(project: string): Principal;
  /** By the name of the role. */
  role(name: string): Principal;
  /** Role in which a person opens Studio. */
  signIn(person: Person): Principal;
  /** The trust policy of a role. */
  trustOf(principal: Principal): object;
}

/** The roles of a workspace as its synthesised templates make them. */
export async function principalsOfTemplates(workspace: Workspace): Promise<TemplatePrincipals> {
  const { stacks } = await synthesise(workspace);
  const region = workspace.aws?.region ?? '';
  const evaluated = evaluate(stacks, { account, region, partition: 'aws' });
  const place = { partition: 'aws', region, account };
  const resources = plainIds(
    evaluated.flatMap((stack) => stack.resources),
    place,
  );
  const names = namesOf(workspace.name, place, workspace.aws?.iam.rolePath ?? '/');
  const principal = (name: string) => principalNamed(resources, names.roleArn(name), name);
  return {
    ground: policyGround(workspace, names, idsOf(resources)),
    person: ({ profile }) => principal(names.personRole(profile)),
    jobs: (project) => principal(names.jobRole(project)),
    flows: (project) => principal(names.flowRole(project)),
    serving: (project) => principal(names.servingRole(project)),
    tracking: (project) => principal(names.trackingRole(project)),
    role: principal,
    warehouse: (project) => principal(names.warehouseRole(project)),
    signIn: ({ profile }) => principal(names.signInRole(profile)),
    trustOf: ({ arn }) => {
      const role = resources.find(
        ({ type, properties }) => type === 'AWS::IAM::Role' && arn.endsWith(`/${properties.RoleName}`),
      );
      return role?.properties.AssumeRolePolicyDocument as object;
    },
    beside: policiesBeside(resources, place),
  };
}

/** The policies of buckets, keys and endpoints, as the templates make them. */
function policiesBeside(resources: readonly EvaluatedResource[], place: DeployLocation) {
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  const bucketNames = new Map(
    of('AWS::S3::Bucket').map(({ stack, logicalId, properties }) => [`${stack}-${logicalId}`, properties.BucketName]),
  );
  const policies = new Map<string, object>([
    ...of('AWS::S3::BucketPolicy').map(
      ({ properties }) =>
        [`arn:aws:s3:::${bucketNames.get(String(properties.Bucket))}`, properties.PolicyDocument as object] as const,
    ),
    ...of('AWS::KMS::Key').map((key) => [arnOf(key, place) ?? '', (key.properties.KeyPolicy as object) ?? {}] as const),
  ]);
  const endpoints = of('AWS::EC2::VPCEndpoint');
  const gateway = endpoints.find(({ properties }) => properties.VpcEndpointType === 'Gateway');
  if (policies.size < 2 || gateway === undefined)
    throw new Error('The templates lack policies of buckets or endpoints.');
  return ({ action, resource }: ApiCall): Beside => {
    const [service = ''] = action.split(':');
    const through = endpoints
      .filter(({ properties }) => serves(String(properties.ServiceName), service))
      .flatMap(({ properties }) =>
        properties.PolicyDocument === undefined ? [] : [properties.PolicyDocument as object],
      );
    const own = policies.get(action.startsWith('kms:') ? resource : (resource.split('/')[0] ?? ''));
    return {
      ...(own === undefined ? {} : { resource: own }),
      ...(through.length === 0 ? {} : { endpoints: through }),
      context: {
        'aws:SourceVpce': `${gateway.stack}-${gateway.logicalId}`,
        'aws:PrincipalAccount': account,
        'aws:PrincipalIsAWSService': 'false',
        'aws:SecureTransport': 'true',
        's3:TlsVersion': '1.3',
        'kms:CallerAccount': account,
      },
    };
  };
}

/** Whether an endpoint such as `com.amazonaws.eu-central-1.sagemaker.api` serves a service. */
function serves(endpoint: string, service: string): boolean {
  return endpoint.endsWith(`.${service}`) || endpoint.endsWith(`.${service}.api`);
}

/** From the domain, which says itself which network and key it uses. */
function idsOf(resources: readonly EvaluatedResource[]) {
  const domain = resources.find(({ type }) => type === 'AWS::SageMaker::Domain');
  if (domain === undefined) throw new Error('No stack has a domain.');
  const { VpcId, SubnetIds, KmsKeyId, DefaultUserSettings } = domain.properties as {
    VpcId: string;
    SubnetIds: string[];
    KmsKeyId: string;
    DefaultUserSettings: { SecurityGroups: string[] };
  };
  return {
    domain: `${domain.stack}-${domain.logicalId}-DomainId`,
    keyArn: KmsKeyId,
    vpc: VpcId,
    subnets: SubnetIds,
    securityGroups: DefaultUserSettings.SecurityGroups,
  };
}

function principalNamed(resources: readonly EvaluatedResource[], arn: string, name: string): Principal {
  const role = resources.find(({ type, properties }) => type === 'AWS::IAM::Role' && properties.RoleName === name);
  if (role === undefined) throw new Error(`No stack has the role ${name}.`);
  const { Policies, ManagedPolicyArns, Tags } = role.properties as {
    Policies?: { PolicyName: string; PolicyDocument: PolicyDocument }[];
    ManagedPolicyArns?: string[];
    Tags?: { Key: string; Value: string }[];
  };
  const inline = (Policies ?? []).map(({ PolicyName, PolicyDocument }) => [PolicyName, PolicyDocument] as const);
  const managed = (ManagedPolicyArns ?? []).map((attached) => managedPolicy(resources, attached));
  // Policies of one role alone name it themselves.
  const held = resources.filter(
    ({ type, properties }) => type === 'AWS::IAM::ManagedPolicy' && holds(properties, role),
  );
  return {
    arn,
    policies: Object.fromEntries([
      ...inline,
      ...managed,
      ...held.map(({ properties }): readonly [string, PolicyDocument] => [
        String(properties.ManagedPolicyName),
        properties.PolicyDocument as unknown as PolicyDocument,
      ]),
    ]),
    tags: Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value])),
  };
}

function holds({ Roles }: ValueMap, { stack, logicalId }: EvaluatedResource): boolean {
  return Array.isArray(Roles) && Roles.includes(`${stack}-${logicalId}`);
}

function managedPolicy(resources: readonly EvaluatedResource[], arn: string): readonly [string, PolicyDocument] {
  const found = resources.find(
    ({ type, properties }) =>
      type === 'AWS::IAM::ManagedPolicy' &&
      arn === `arn:aws:iam::${account}:policy${properties.Path ?? '/'}${properties.ManagedPolicyName}`,
  );
  if (found === undefined) throw new Error(`No stack has the policy ${arn}.`);
  return [arn, found.properties.PolicyDocument as unknown as PolicyDocument];
}
