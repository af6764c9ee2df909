import { serviceOf } from '@atelier/aws-regions';
import { type EvaluatedResource, type EvaluatedStack, isMap, type Value, type ValueMap } from '@atelier/cloudformation';
import type { Workspace } from '@atelier/core';
import { type AskedPolicy, askedPolicy } from '@atelier/proofs/policy';
import type { DeployLocation } from '../deploy-location.ts';
import type { AccountLimits } from './limits/account-limits.ts';
import { type PlannedNetwork, plannedNetwork } from './network/planned-network.ts';
import { arnOf, idOf, plainIds } from './plain-ids.ts';

/** A role as templates make it, with all its own policies. */
export interface PlannedRole {
  readonly arn: string;
  readonly policies: readonly AskedPolicy[];
  readonly tags: Readonly<Record<string, string>>;
  readonly trust: AskedPolicy;
  /** ARN of the policy that bounds it; null: none does. */
  readonly boundary: string | null;
}

export interface PlannedEndpoint {
  readonly id: string;
  /** Undefined: it lets everything through. */
  readonly policy: AskedPolicy | undefined;
}

/** What has a say in requests, in the account that templates would make. */
export interface PlannedAccount {
  /** By the name of the role. */
  readonly roles: ReadonlyMap<string, PlannedRole>;
  /** Policies of buckets and keys, by ARN. */
  readonly policies: ReadonlyMap<string, AskedPolicy>;
  /** By the service that they lead to, such as `sagemaker.api`. */
  readonly endpoints: ReadonlyMap<string, PlannedEndpoint>;
  readonly domain: EvaluatedResource;
  readonly network: PlannedNetwork;
  /** Policies over the account, and over its roles. */
  readonly limits: AccountLimits;
  /** Tags that things of the workspace have. */
  readonly tags: Readonly<Record<string, string>>;
  readonly place: DeployLocation;
  readonly workspace: string;
  /** Policies that others wrote: those of endpoints that were there before. */
  readonly foreign: ReadonlySet<AskedPolicy>;
  /** Endpoints that were there before, by the service. */
  readonly described: ReadonlyMap<string, PlannedEndpoint>;
  /** Where flow logs are written. */
  readonly flowLogs: readonly EvaluatedResource[];
}

const speaking =
  /^AWS::(IAM::(Role|ManagedPolicy)|S3::Bucket(Policy)?|KMS::Key|EC2::(VPCEndpoint|FlowLog)|Logs::LogGroup|SageMaker::Domain)$/;

/** @throws Error when no template has a Studio domain: what is proven is a workspace */
export function plannedAccount(
  stacks: readonly EvaluatedStack[],
  place: DeployLocation,
  { name, aws, network }: Workspace,
  limits: AccountLimits,
): PlannedAccount {
  const spoken = stacks.flatMap(({ resources }) => resources.filter(({ type }) => speaking.test(type)));
  const resources = plainIds(spoken, place);
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  const managed = of('AWS::IAM::ManagedPolicy').map((policy) => managedPolicy(policy, place));
  const [domain] = of('AWS::SageMaker::Domain');
  if (domain === undefined) throw new Error('No template has a Studio domain.');
  const described = describedEndpoints(network);
  const bucketArns = new Map(of('AWS::S3::Bucket').map((bucket) => [idOf(bucket), arnOf(bucket, place) ?? '']));
  return {
    roles: new Map(of('AWS::IAM::Role').map((role) => roleOf(role, managed, place))),
    policies: new Map([
      ...of('AWS::S3::BucketPolicy').map(({ properties }) => {
        const arn = bucketArns.get(String(properties.Bucket)) ?? `arn:${place.partition}:s3:::${properties.Bucket}`;
        return [arn, askedPolicy(arn, properties.PolicyDocument ?? null)] as const;
      }),
      ...of('AWS::KMS::Key').map((key) => {
        const arn = arnOf(key, place) ?? '';
        return [arn, askedPolicy(arn, key.properties.KeyPolicy ?? null)] as const;
      }),
    ]),
    endpoints: new Map(of('AWS::EC2::VPCEndpoint').flatMap(endpointOf)),
    domain,
    network: plannedNetwork(stacks, network, place.region),
    ...{ limits, place, tags: aws?.tags ?? {}, workspace: name, described },
    foreign: new Set([...described.values()].flatMap(({ policy }) => policy ?? [])),
    flowLogs: of('AWS::EC2::FlowLog'),
  };
}

function managedPolicy({ properties }: EvaluatedResource, { partition, account }: DeployLocation) {
  const { Path = '/', ManagedPolicyName, PolicyDocument = null, Roles = [] } = properties;
  const arn = `arn:${partition}:iam::${account}:policy${Path}${ManagedPolicyName}`;
  const roles = [Roles].flat().map(String);
  return { roles, policy: askedPolicy(arn, PolicyDocument) };
}

type Managed = ReturnType<typeof managedPolicy>;

/** A policy that no template makes allows nothing. */
function roleOf(
  role: EvaluatedResource,
  managed: readonly Managed[],
  { partition, account }: DeployLocation,
): readonly [string, PlannedRole] {
  const { properties } = role;
  const {
    RoleName,
    Path = '/',
    Policies = [],
    ManagedPolicyArns = [],
    Tags = [],
    AssumeRolePolicyDocument,
    PermissionsBoundary,
  } = properties;
  const name = String(RoleName);
  const own = [ManagedPolicyArns].flat().map(String);
  const attached = managed.filter(
    ({ roles, policy }) => own.includes(policy.name) || roles.includes(name) || roles.includes(idOf(role)),
  );
  const inline = mapsIn(Policies).map(({ PolicyName, PolicyDocument = null }) =>
    askedPolicy(String(PolicyName), PolicyDocument),
  );
  const planned = {
    arn: `arn:${partition}:iam::${account}:role${Path}${name}`,
    policies: [...inline, ...attached.map(({ policy }) => policy)],
    tags: Object.fromEntries(mapsIn(Tags).map(({ Key, Value: held }) => [String(Key), String(held)])),
    trust: askedPolicy(name, AssumeRolePolicyDocument ?? null),
    boundary: PermissionsBoundary === undefined ? null : String(PermissionsBoundary),
  };
  return [name, planned];
}

function endpointOf(endpoint: EvaluatedResource): (readonly [string, PlannedEndpoint])[] {
  const { ServiceName, PolicyDocument } = endpoint.properties;
  const service = serviceOf(String(ServiceName));
  if (service === null) return [];
  const policy = PolicyDocument === undefined ? undefined : askedPolicy(`endpoint ${service}`, PolicyDocument);
  return [[service, { id: idOf(endpoint), policy }]];
}

/** Endpoints that were there before: with the policies that a description has, or as ones that let everything through. */
function describedEndpoints(network: Workspace['network']): ReadonlyMap<string, PlannedEndpoint> {
  if (network.kind === 'new') return new Map();
  const named = network.endpoints.map((service) => [service, { id: `vpce-${service}`, policy: undefined }] as const);
  const described = (network.description?.endpoints ?? [])
    .filter(({ vpc }) => vpc === network.vpc)
    .map(({ service, id, policy }) => {
      const read = policy === null ? undefined : askedPolicy(`the policy of ${id}`, policy);
      return [service, { id, policy: read }] as const;
    });
  return new Map([...named, ...described]);
}

function mapsIn(value: Value): readonly ValueMap[] {
  return (Array.isArray(value) ? value : []).filter((one): one is ValueMap => isMap(one));
}
