import { allow, type IamStatement } from '../access/policy.ts';
import { arnOf } from '../access/policy-ground.ts';
import { namePatterns } from './name-patterns.ts';
import { type RightsGround, studioArns } from './rights-ground.ts';

/**
 * Reading what the account holds of a workspace.
 *
 * Nothing here depends on a tag: what is gone has none, and has to be found gone instead of being refused.
 */
export function readStatements(ground: RightsGround): readonly IamStatement[] {
  const { name } = ground.workspace;
  const { buckets, logGroups, serviceLogGroups, stacks } = namePatterns(ground);
  const { partition, account } = ground.names.place;
  const all = (service: string, ...resources: readonly string[]) =>
    resources.map((resource) => arnOf(ground, service, resource));
  return [
    allow('ReadLists', unscoped, ['*']),
    allow(
      'ReadAllStacks',
      actions('cloudformation', ['DescribeStackResources', 'DescribeStacks']),
      all('cloudformation', 'stack/*'),
    ),
    allow('ReadStacks', actions('cloudformation', ofStacks), stacks),
    allow('ReadStudio', actions('sagemaker', ofStudio), studioArns(ground)),
    allow(
      'ReadProjects',
      actions('sagemaker', inProjects),
      all('sagemaker', ...ofProjects.map((kind) => `${kind}/${name}--*`)),
    ),
    allow('ReadLogTags', ['logs:ListTagsForResource'], [...logGroups, ...serviceLogGroups]),
    allow(
      'ReadHomeFolders',
      actions('elasticfilesystem', ofHomeFolders),
      all('elasticfilesystem', 'file-system/*', 'access-point/*'),
    ),
    // Whose a bucket is stands in its tags alone: those of every bucket are read whose name begins as the workspace's do.
    allow('ReadBucketTags', ['s3:GetBucketTagging'], [`arn:${partition}:s3:::${name}-*-${account}-*`]),
    allow('ReadBuckets', ['s3:GetBucketPolicy', 's3:ListBucket', 's3:ListBucketVersions'], buckets),
    allow('ReadKeys', ['kms:DescribeKey'], all('kms', 'key/*')),
    allow('ReadCode', ['codecommit:GetRepository'], all('codecommit', `${name}-*`)),
    allow('ReadWarehouses', ['redshift-serverless:GetNamespace'], all('redshift-serverless', 'namespace/*')),
  ];
}

/** Kinds of things that projects have, and whose tags say whether they are the workspace's. */
const ofProjects = ['endpoint', 'endpoint-config', 'mlflow-tracking-server', 'model', 'model-package-group'];

const inProjects = [
  ...['DescribeEndpoint', 'DescribeEndpointConfig', 'DescribeMlflowTrackingServer', 'DescribeModel'],
  'ListTags',
];

const ofStacks = [
  ...['DescribeStackEvents', 'DescribeStackResourceDrifts', 'DetectStackDrift', 'GetTemplate', 'ListStackResources'],
];

const ofStudio = [
  'DescribeApp',
  'DescribeDomain',
  'DescribeMlflowApp',
  'DescribeSpace',
  'DescribeUserProfile',
  'ListTags',
];

const ofHomeFolders = [
  'DescribeAccessPoints',
  'DescribeFileSystems',
  'DescribeMountTargetSecurityGroups',
  'DescribeMountTargets',
];

/** Reading that IAM knows no resources for, so that it is given on everything or not at all. */
const unscoped: readonly string[] = [
  ...actions('cloudformation', ['DescribeStackDriftDetectionStatus', 'ListImports', 'ListStacks']),
  'codecommit:ListRepositories',
  ...actions('ec2', ['DescribeNetworkInterfaces', 'DescribeSecurityGroups']),
  'logs:DescribeLogGroups',
  'redshift-serverless:ListNamespaces',
  's3:ListAllMyBuckets',
  ...actions('sagemaker', [
    ...['ListApps', 'ListDomains', 'ListSpaces', 'ListUserProfiles'],
    ...['ListEndpointConfigs', 'ListEndpoints', 'ListModels', 'ListModelPackageGroups', 'ListModelPackages'],
    ...['ListMlflowApps', 'ListMlflowTrackingServers'],
  ]),
  'sts:GetCallerIdentity',
];

function actions(service: string, names: readonly string[]): string[] {
  return names.map((name) => `${service}:${name}`);
}
