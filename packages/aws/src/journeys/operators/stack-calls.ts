import { type EvaluatedResource, type EvaluatedStack, isMap, type Value } from '@atelier/cloudformation';
import { arnOf } from '../../access/policy-ground.ts';
import { workspaceTag } from '../../layout/workspace-tags.ts';
import { bootstrapVersion } from '../../rights/bootstrap-roles.ts';
import { boundaryName } from '../../rights/boundary-name.ts';
import { globalArn, type RightsGround } from '../../rights/rights-ground.ts';
import type { TypeRights } from '../../rights/type-rights.ts';
import { type ApiCall, call } from '../calls/api-call.ts';
import { arnsOfTypes } from './arns-of-types.ts';
import { ofDomain, ours } from './our-facts.ts';

/** What calls for resources of stacks are written from. */
export interface StackGround {
  readonly ground: RightsGround;
  readonly stacks: readonly EvaluatedStack[];
  /** By type of resource. */
  readonly types: Readonly<Record<string, TypeRights>>;
}

/**
 * Calls that CloudFormation makes to make, read, change and remove the resources of stacks, each on the resource's own name and
 * tags; the table of types says which calls those are. A resource that differs from one before in its stack's digits and in
 * names of people alone is not asked for again: the policies leave these open.
 */
export function stackCalls({ ground, stacks, types }: StackGround): readonly ApiCall[] {
  const names = namesIn(stacks, ground);
  const calls = new Map<string, ApiCall>();
  for (const resource of fewOf(stacks)) {
    const own = ownArn(resource, ground, names);
    for (const [scope, actions] of Object.entries(types[resource.type]?.on ?? {})) {
      for (const { arn, facts } of askedOn(scope, own, resource, ground))
        for (const action of actions) calls.set(JSON.stringify([action, arn, facts]), call(action, arn, facts));
    }
  }
  return [...calls.values()];
}

/** Calls besides: roles are handed on to services, some of which make roles for themselves, and the bootstrap's version is read. */
export function callsBesideStacks({ ground, stacks, types: known }: StackGround): readonly ApiCall[] {
  const made = new Set(stacks.flatMap(({ resources }) => resources.map(({ type }) => type)));
  const types = [...made].flatMap((type) => known[type] ?? []);
  const roles = stacks.flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::IAM::Role'));
  const passed = new Set(types.flatMap(({ pass = [] }) => pass));
  const linked = new Set(types.flatMap((type) => type['service-role'] ?? []));
  return [
    ...[...passed].flatMap((service) =>
      roles
        .filter(({ properties }) => JSON.stringify(properties.AssumeRolePolicyDocument).includes(`"${service}"`))
        .map(({ properties }) =>
          call('iam:PassRole', ground.names.roleArn(String(properties.RoleName)), { 'iam:PassedToService': service }),
        ),
    ),
    ...[...linked].map((service) =>
      call('iam:CreateServiceLinkedRole', globalArn(ground, 'iam', `role/aws-service-role/${service}/any`), {
        'iam:AWSServiceName': service,
      }),
    ),
    call('ssm:GetParameters', bootstrapVersion(ground)),
  ];
}

/** Resources whose stacks are people's: those of a few people stand for all. */
const fewPeople = 3;

function* fewOf(stacks: readonly EvaluatedStack[]): Generator<EvaluatedResource> {
  let people = 0;
  for (const { stack, resources } of stacks) {
    const isOfPeople = /-people-\w\w$/.test(stack);
    if (isOfPeople && ++people > fewPeople) continue;
    yield* isOfPeople ? resources.slice(0, fewPeople * 20) : resources;
  }
}

/** Names and ARNs by which resources refer to others, by stack and logical id. */
function namesIn(stacks: readonly EvaluatedStack[], { names }: RightsGround): ReadonlyMap<string, string> {
  const { partition, region, account } = names.place;
  const all = stacks.flatMap(({ resources }) => resources);
  return new Map(
    all.flatMap(({ type, stack, logicalId, properties }) => {
      const arn = (rest: string) => [[`${stack}/${logicalId}`, `arn:${partition}:${rest}`] as const];
      if (type === 'AWS::SNS::Topic') return arn(`sns:${region}:${account}:${properties.TopicName}`);
      if (type === 'AWS::Lambda::Function') return arn(`lambda:${region}:${account}:function:${stack}-${logicalId}-1`);
      const name = properties[namedBy[type] ?? ''];
      return typeof name === 'string' ? [[`${stack}/${logicalId}`, name] as const] : [];
    }),
  );
}

const namedBy: Readonly<Record<string, string>> = {
  'AWS::CodeArtifact::Domain': 'DomainName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::S3::Bucket': 'BucketName',
};

/** A name that nobody has written is made of those of the stack and the resource, and a random end. */
function ownArn(resource: EvaluatedResource, { names, ids }: RightsGround, known: ReadonlyMap<string, string>): string {
  const { type, stack, logicalId, properties } = resource;
  if (type === 'AWS::KMS::Key') return ids.keyArn;
  const { partition, region, account } = names.place;
  const facts: Readonly<Record<string, Value>> = {
    ...{ Path: '/', ...properties },
    ...{ Region: region, Account: account, DomainId: ids.domain },
  };
  const filled = (arnsOfTypes[type] ?? '{id}').replace(/\{([\w.]+)\}/g, (_, path: string) => {
    const value = path.split('.').reduce<Value>((part, key) => (isMap(part) ? (part[key] ?? null) : null), facts);
    const [first] = [value].flat();
    if (typeof first === 'string')
      return first.replace(/⟨([^⟩.]*)[^⟩]*⟩/g, (_token, other: string) => known.get(other) ?? 'id-1');
    return path.endsWith('Name') ? `${stack}-${logicalId}-1` : 'id-1';
  });
  return filled.startsWith('arn:') ? filled : `arn:${partition}:${filled}`;
}

/** Whether a call changes nothing. */
export function isReading({ action }: ApiCall): boolean {
  return /:(BatchGet|Describe|Get|List|View)/.test(action);
}

interface Asked {
  readonly arn: string;
  readonly facts: ApiCall['context'];
}

type Asking = (ground: RightsGround, own: string, resource: EvaluatedResource) => readonly Asked[];

/** Scopes of the table that are about another thing than the resource itself, or ask for more than its tags. */
const scopes: Readonly<Record<string, Asking>> = {
  any: () => [{ arn: '*', facts: {} }],
  'packages-new': (ground) => [{ arn: '*', facts: given(ground) }],
  'home-folders': (ground) => [
    { arn: arnOf(ground, 'elasticfilesystem', 'file-system/fs-1'), facts: ofDomain(ground) },
  ],
  network: (ground, own) => [
    { arn: own.includes(':ec2:') ? own : arnOf(ground, 'ec2', 'vpc/id-1'), facts: ours(ground) },
  ],
  'network-new': (ground, own) => [
    { arn: own.includes(':ec2:') ? own : arnOf(ground, 'ec2', 'network-interface/*'), facts: given(ground) },
  ],
  'warehouse-policy': (ground) => [{ arn: arnOf(ground, 'redshift', 'namespace:id-1'), facts: {} }],
  'warehouse-secret': (ground, _, { properties }) => {
    const secret = `secret:redshift!${properties.NamespaceName}-warehouse_admin-1`;
    return [{ arn: arnOf(ground, 'secretsmanager', secret), facts: {} }];
  },
  'sign-in': (ground) => [{ arn: globalArn(ground, 'identitystore', 'identitystore/d-1'), facts: {} }],
  'bounded-role': (ground, own) => [{ arn: own, facts: { ...ours(ground), ...bounded(ground) } }],
  'bounded-role-new': (ground, own) => [{ arn: own, facts: { ...given(ground), ...bounded(ground) } }],
  attachment: (ground, own, { type }) => {
    const { names } = ground;
    const [arn, policy] =
      type === 'AWS::IAM::Role' ? [own, names.policyArn(names.insidePolicy)] : [names.roleArn(names.studioRole), own];
    return [{ arn, facts: { ...ours(ground), ...bounded(ground), 'iam:PolicyARN': policy } }];
  },
  key: ofKey,
};

function askedOn(scope: string, own: string, resource: EvaluatedResource, ground: RightsGround): readonly Asked[] {
  const found = scopes[scope];
  if (found !== undefined) return found(ground, own, resource);
  const isGiven = /-(new|tags)$/.test(scope);
  return [{ arn: own, facts: isGiven ? given(ground) : ours(ground) }];
}

function given({ names }: RightsGround): ApiCall['context'] {
  return { [`aws:RequestTag/${workspaceTag}`]: names.workspace };
}

function bounded({ names, workspace }: RightsGround): ApiCall['context'] {
  return { 'iam:PermissionsBoundary': names.boundaryArn(boundaryName(workspace)) };
}

/** Services that keep things of a type under the key: they ask for it in the name of whoever makes the thing. */
const keepers: Readonly<Record<string, readonly string[]>> = {
  'AWS::CodeArtifact::Domain': ['codeartifact'],
  'AWS::CodeCommit::Repository': ['codecommit'],
  'AWS::RedshiftServerless::Namespace': ['redshift-serverless'],
  'AWS::SageMaker::Domain': ['sagemaker', 'elasticfilesystem'],
};

const isKeyed = /"(KmsKeyId|EncryptionKey|TargetKeyId|KmsKeyArn)"/;

/** Nothing is asked of the key for what is kept without it. */
function ofKey(ground: RightsGround, _: string, { type, properties }: EvaluatedResource): readonly Asked[] {
  const { ids, names } = ground;
  if (type.startsWith('AWS::KMS::')) return [{ arn: ids.keyArn, facts: ours(ground) }];
  if (!isKeyed.test(JSON.stringify(properties))) return [];
  return (keepers[type] ?? []).map((service) => {
    const via = { 'kms:ViaService': `${service}.${names.place.region}.amazonaws.com`, 'aws:ViaAWSService': 'true' };
    return { arn: ids.keyArn, facts: { ...ours(ground), ...via, 'kms:GrantIsForAWSResource': 'true' } };
  });
}
