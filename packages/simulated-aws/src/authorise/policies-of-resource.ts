import { type AskedPolicy, askedPolicy } from '@atelier/proofs/policy';
import type { JsonMap, StoredResource, WireJson } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';
import type { AskedRight } from './asked-right.ts';
import { roleWithArn } from './policies-of-account.ts';

type Document = Parameters<typeof askedPolicy>[1];

/** What is asked: the action, and the thing by its ARN and by what follows the account in it. */
interface Asked {
  readonly action: string;
  readonly arn: string;
  readonly place: string;
}

type PoliciesOf = (asked: Asked, world: World) => readonly (WireJson | undefined)[];

/** Policies of the thing that is asked for, and whose policies are not known. */
export function policiesOfResource(
  { action, resource: arn }: AskedRight,
  world: World,
): { readonly policies: readonly AskedPolicy[]; readonly unknown: readonly string[] } {
  const [begin, , service = '', , , ...rest] = arn.split(':');
  if (begin !== 'arn') return { policies: [], unknown: [] };
  const policiesOf = byService[service];
  if (policiesOf === undefined) return { policies: [], unknown: [`policies of things of ${service}`] };
  const documents = policiesOf({ action, arn, place: rest.join(':') }, world).filter((one) => one !== undefined);
  return { policies: documents.map((document) => askedPolicy(arn, document as Document)), unknown: [] };
}

const none: PoliciesOf = () => [];

/**
 * Policies that stand at things, by the service in their ARN (IAM User Guide, "AWS services that work with IAM", column
 * "Resource-based policies"). A service without a line is named in the report as soon as somebody asks for a thing of it.
 */
const byService: Readonly<Record<string, PoliciesOf>> = {
  // These have no such policies, or for other accounts alone, by the share of a thing.
  ...Object.fromEntries(
    ['budgets', 'catalog', 'cloudformation', 'codecommit', 'ec2', 'emr-serverless', 'route53resolver', 'scheduler'].map(
      (service) => [service, none] as const,
    ),
  ),
  codeartifact: ofPackages,
  ecr: ({ place }, { resources }) => [
    resources.get('AWS::ECR::Repository', place.replace(/^repository\//, ''))?.properties.RepositoryPolicyText,
  ],
  elasticfilesystem: ({ place }, { resources }) => [
    resources.get('AWS::EFS::FileSystem', place.replace(/^file-system\//, ''))?.properties.FileSystemPolicy,
  ],
  // What may be done to a role its trust does not say.
  iam: ({ action, arn, place }, world) =>
    place.startsWith('role/') && action.startsWith('sts:')
      ? [roleWithArn(arn, world)?.properties.AssumeRolePolicyDocument]
      : [],
  kms: ({ place }, world) => {
    const key = world.resources.get('AWS::KMS::Key', place.replace(/^key\//, ''));
    return key === undefined ? [] : [key.properties.KeyPolicy ?? usualKeyPolicy(world)];
  },
  lambda: ofFunctions,
  // One policy speaks of all the groups that its statements name.
  logs: (_, { resources }) =>
    resources.list('AWS::Logs::ResourcePolicy').map(({ properties }) => properties.PolicyDocument),
  'redshift-serverless': ({ arn }, { resources }) =>
    resources
      .list('AWS::RedshiftServerless::Namespace')
      .filter(({ attributes }) => Object.values(attributes).includes(arn))
      .map(({ properties }) => properties.NamespaceResourcePolicy),
  s3: ({ place }, { resources }) => [
    resources.get('AWS::S3::BucketPolicy', place.replace(/\/.*$/s, ''))?.properties.PolicyDocument,
  ],
  sagemaker: ({ place }, { resources }) => [
    resources
      .list('AWS::SageMaker::ModelPackageGroup')
      .find(({ properties }) => place === `model-package-group/${properties.ModelPackageGroupName}`)?.properties
      .ModelPackageGroupPolicy,
  ],
  // The last one that was put at a topic is its policy.
  sns: ({ arn }, { resources }) =>
    resources
      .list('AWS::SNS::TopicPolicy')
      .filter(({ properties }) => [properties.Topics ?? []].flat().includes(arn))
      .map(({ properties }) => properties.PolicyDocument)
      .slice(-1),
  ssm: ({ arn }, { resources }) =>
    resources
      .list('AWS::SSM::ResourcePolicy')
      .filter(({ properties }) => properties.ResourceArn === arn)
      .map(({ properties }) => properties.Policy),
};

/** Actions that a policy does not keep anybody from, so that nobody is locked out. */
const beforeLocks = ['codeartifact:PutDomainPermissionsPolicy', 'codeartifact:PutRepositoryPermissionsPolicy'];

/**
 * A domain's policy is about what is in it too, and an allowance in one of the two is enough (CodeArtifact User Guide,
 * "Interaction between repository and domain policies").
 */
function ofPackages({ action, place }: Asked, { resources }: World): readonly (WireJson | undefined)[] {
  const [kind = '', domain = '', repository] = place.split('/');
  const [onDomain, onRepository] = beforeLocks;
  const documentOf = (found: StoredResource | undefined) => found?.properties.PermissionsPolicyDocument;
  const ofDomain = resources
    .list('AWS::CodeArtifact::Domain')
    .find(({ properties }) => properties.DomainName === domain);
  const ofRepository = resources
    .list('AWS::CodeArtifact::Repository')
    .find(({ properties: { DomainName, RepositoryName } }) => DomainName === domain && RepositoryName === repository);
  return [
    ...(action === onDomain ? [] : [documentOf(ofDomain)]),
    ...(action === onRepository || !['repository', 'package'].includes(kind) ? [] : [documentOf(ofRepository)]),
  ];
}

/** The statements that permissions of a function come to (Lambda API Reference, "AddPermission"). */
function ofFunctions({ arn }: Asked, { resources }: World): readonly WireJson[] {
  const statements = resources
    .list('AWS::Lambda::Permission')
    .filter(({ properties: { FunctionName } }) => FunctionName === arn || arn.endsWith(`:function:${FunctionName}`))
    .map(({ properties }) => permission(properties, arn));
  return statements.length === 0 ? [] : [{ Version: '2012-10-17', Statement: statements }];
}

function permission({ Action = '', Principal = '', ...given }: JsonMap, Resource: string): JsonMap {
  const { SourceArn, SourceAccount, PrincipalOrgID, EventSourceToken, FunctionUrlAuthType } = given;
  const isService = String(Principal).endsWith('.amazonaws.com');
  const equal: Readonly<Record<string, WireJson | undefined>> = {
    'aws:SourceAccount': SourceAccount,
    'aws:PrincipalOrgID': PrincipalOrgID,
    'lambda:EventSourceToken': EventSourceToken,
    'lambda:FunctionUrlAuthType': FunctionUrlAuthType,
  };
  const equals = Object.fromEntries(
    Object.entries(equal).filter((entry): entry is [string, WireJson] => entry[1] !== undefined),
  );
  const Condition = {
    StringEquals: equals,
    ...(SourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': SourceArn } }),
  };
  return { Effect: 'Allow', Principal: { [isService ? 'Service' : 'AWS']: Principal }, Action, Resource, Condition };
}

/** The policy of a key that nobody has given one (AWS KMS Developer Guide, "Default key policy"). */
function usualKeyPolicy({ partition, account }: World): WireJson {
  const before = usualPolicies.get(account);
  if (before !== undefined) return before;
  const AWS = `arn:${partition}:iam::${account}:root`;
  const made = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'kms:*', Resource: '*' }],
  };
  usualPolicies.set(account, made);
  return made;
}

const usualPolicies = new Map<string, WireJson>();
