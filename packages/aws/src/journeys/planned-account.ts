import { serviceOf } from '@atelier/aws-regions';
import { type EvaluatedResource, type EvaluatedStack, isMap, type Value, type ValueMap } from '@atelier/cloudformation';
import { type AskedPolicy, askedPolicy } from '@atelier/proofs/policy';
import type { DeployLocation } from '../deploy-location.ts';
import { arnOf, idOf, plainIds } from './plain-ids.ts';

/** A role as templates make it, with all its own policies. */
export interface PlannedRole {
  readonly arn: string;
  readonly policies: readonly AskedPolicy[];
  readonly tags: Readonly<Record<string, string>>;
  readonly trust: AskedPolicy;
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
  /** Where flow logs are written. */
  readonly flowLogs: readonly EvaluatedResource[];
}

const speaking =
  /^AWS::(IAM::(Role|ManagedPolicy)|S3::Bucket(Policy)?|KMS::Key|EC2::(VPCEndpoint|FlowLog)|Logs::LogGroup|SageMaker::Domain)$/;

/** @throws Error when no template has a Studio domain: what is proven is a workspace */
export function plannedAccount(stacks: readonly EvaluatedStack[], place: DeployLocation): PlannedAccount {
  const spoken = stacks.flatMap(({ resources }) => resources.filter(({ type }) => speaking.test(type)));
  const resources = plainIds(spoken, place);
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  const managed = of('AWS::IAM::ManagedPolicy').map((policy) => managedPolicy(policy, place));
  const [domain] = of('AWS::SageMaker::Domain');
  if (domain === undefined) throw new Error('No template has a Studio domain.');
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

function mapsIn(value: Value): readonly ValueMap[] {
  return (Array.isArray(value) ? value : []).filter((one): one is ValueMap => isMap(one));
}
