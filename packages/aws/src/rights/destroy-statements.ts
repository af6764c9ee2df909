import { allow, type IamStatement } from '../access/policy.ts';
import { arnOf } from '../access/policy-ground.ts';
import { lockStatement } from './deploy-statements.ts';
import { namePatterns } from './name-patterns.ts';
import { type RightsGround, studioArns } from './rights-ground.ts';
import { tagConditions } from './tag-conditions.ts';

/** Tag that SageMaker gives to what it makes for a domain; that its security groups carry it is assumed. */
export const domainTag = 'ManagedByAmazonSageMakerResource';

/** Rights to what a teardown removes, apart from what CloudFormation removes with its own role. */
export function destroyStatements(ground: RightsGround): readonly IamStatement[] {
  const { name } = ground.workspace;
  const { carried, notAnothers } = tagConditions(ground);
  const { buckets, logGroups, serviceLogGroups, stacks } = namePatterns(ground);
  const removeAll = (kinds: readonly string[]) => kinds.map((kind) => `sagemaker:Delete${kind}`);
  const namespaces = arnOf(ground, 'redshift-serverless', 'namespace/*');
  return [
    allow('DestroyLooksAround', [...inNetworks, ...runningLists], ['*']),
    ...runningStatements(ground),
    allow('DestroyStacks', ['cloudformation:DeleteStack'], stacks, notAnothers),
    allow(
      'DestroyStudio',
      removeAll(['App', 'Domain', 'MlflowApp', 'Space', 'UserProfile']),
      studioArns(ground),
      carried,
    ),
    allow(
      'DestroyProjects',
      removeAll(['Endpoint', 'EndpointConfig', 'Model', 'ModelPackage', 'ModelPackageGroup']),
      ['endpoint', 'endpoint-config', 'model', 'model-package', 'model-package-group'].map((kind) =>
        arnOf(ground, 'sagemaker', `${kind}/${name}--*`),
      ),
      notAnothers,
    ),
    // IAM sees no tags of a tracking server; no name of another workspace goes on with two dashes.
    allow('DestroyTracking', removeAll(['MlflowTrackingServer']), [
      arnOf(ground, 'sagemaker', `mlflow-tracking-server/${name}--*`),
    ]),
    ...homeFolderStatements(ground),
    // With what is in them: no other name goes on after the word for the region.
    allow(
      'DestroyBuckets',
      ['s3:DeleteBucket', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutBucketPolicy'],
      buckets.map((bucket) => `${bucket}*`),
    ),
    allow('DestroyLogs', ['logs:DeleteLogGroup', 'logs:TagResource'], [...logGroups, ...serviceLogGroups], notAnothers),
    allow('DestroyKeys', ['kms:ScheduleKeyDeletion'], [arnOf(ground, 'kms', 'key/*')], carried),
    allow('DestroyCode', ['codecommit:DeleteRepository'], [arnOf(ground, 'codecommit', `${name}-*`)], carried),
    lockStatement(ground),
    allow('DestroyWarehouses', ['redshift-serverless:DeleteNamespace'], [namespaces], carried),
  ];
}

const jobs = ['training-job', 'processing-job', 'transform-job', 'hyper-parameter-tuning-job', 'automl-job'];

/**
 * Rights to end what runs. It is told apart by what it works as, and only a look at each job says that. What is stopped
 * carries the tag, or a name of the workspace's and no tag of another.
 */
function runningStatements(ground: RightsGround): readonly IamStatement[] {
  const { carried, notAnothers } = tagConditions(ground);
  const { name } = ground.workspace;
  const all = (kinds: readonly string[], end = '*') =>
    kinds.map((kind) => arnOf(ground, 'sagemaker', `${kind}/${end}`));
  const ending = [
    ...['AutoMLJob', 'HyperParameterTuningJob', 'NotebookInstance', 'PipelineExecution', 'ProcessingJob'],
    ...['TrainingJob', 'TransformJob'],
  ].map((kind) => `sagemaker:Stop${kind}`);
  const removing = ['MonitoringSchedule', 'NotebookInstance', 'Pipeline'].map((kind) => `sagemaker:Delete${kind}`);
  const kinds = [...jobs, 'monitoring-schedule', 'notebook-instance', 'pipeline'];
  return [
    allow(
      'DestroyReadsRunning',
      [
        ...['DescribeAutoMLJobV2', 'DescribeHyperParameterTuningJob', 'DescribeNotebookInstance'],
        ...['DescribePipelineExecution', 'DescribeProcessingJob', 'DescribeTrainingJob', 'DescribeTransformJob'],
        ...['ListPipelineExecutions', 'ListTags'],
      ].map((action) => `sagemaker:${action}`),
      all(kinds),
    ),
    allow('DestroyRunning', [...ending, ...removing], all(kinds), carried),
    allow('DestroyRunningByName', [...ending, ...removing], all(kinds, `${name}--*`), notAnothers),
  ];
}

const runningLists = [
  ...['AutoMLJobs', 'HyperParameterTuningJobs', 'MonitoringSchedules', 'NotebookInstances', 'Pipelines'],
  ...['ProcessingJobs', 'TrainingJobs', 'TransformJobs'],
].map((things) => `sagemaker:List${things}`);

/** Calls that list what of others may stand in a network, which IAM knows no resources for. */
const inNetworks = [
  ...['EgressOnlyInternetGateways', 'InternetGateways', 'NatGateways', 'NetworkAcls', 'RouteTables', 'Subnets'],
  ...['VpcEndpoints', 'VpcPeeringConnections', 'VpnGateways'],
].map((things) => `ec2:Describe${things}`);

/**
 * Rights to what SageMaker makes for a domain: it carries no tag of the workspace, and outlives the domain. Without the
 * domain's id it could be that of any domain in the account: nothing is given then.
 */
function homeFolderStatements(ground: RightsGround): readonly IamStatement[] {
  const { domain } = ground.deployed;
  if (domain === null) return [];
  const ofDomain = {
    StringLike: { [`aws:ResourceTag/${domainTag}`]: arnOf(ground, 'sagemaker', `domain/${domain}`) },
  };
  return [
    allow(
      'DestroyHomeFolders',
      ['DeleteAccessPoint', 'DeleteFileSystem', 'DeleteMountTarget', 'TagResource'].map(
        (what) => `elasticfilesystem:${what}`,
      ),
      ['file-system/*', 'access-point/*'].map((resource) => arnOf(ground, 'elasticfilesystem', resource)),
      ofDomain,
    ),
    allow(
      'DestroyHomeFolderGroups',
      ['DeleteSecurityGroup', 'RevokeSecurityGroupEgress', 'RevokeSecurityGroupIngress'].map((what) => `ec2:${what}`),
      [arnOf(ground, 'ec2', 'security-group/*')],
      ofDomain,
    ),
  ];
}
