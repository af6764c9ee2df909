import { type ApiCall, call } from '../calls/api-call.ts';
import type { OperatedKind, OperatedThing } from './operated-thing.ts';
import type { OperatorTask } from './operator-task.ts';

interface Row {
  readonly during: readonly OperatorTask[];
  readonly on: readonly OperatedKind[];
  readonly service: string;
  /** Names of actions. */
  readonly does: string;
}

const always: readonly OperatorTask[] = ['deploy', 'change', 'status', 'destroy', 'restore'];
const making: readonly OperatorTask[] = ['deploy', 'change', 'restore'];
const writing: readonly OperatorTask[] = [...making, 'destroy'];
const removing: readonly OperatorTask[] = ['destroy'];

function row(during: readonly OperatorTask[], on: string, service: string, does: string): Row {
  return { during, on: on.split(' ') as OperatedKind[], service, does };
}

/** Reading what the account holds, which every command begins with. */
const reading: readonly Row[] = [
  row(always, 'everything', 'sts', 'GetCallerIdentity'),
  row(always, 'everything', 'cloudformation', 'ListImports ListStacks'),
  row(always, 'everything', 'codecommit', 'ListRepositories'),
  row(always, 'everything', 'ec2', 'DescribeNetworkInterfaces DescribeSecurityGroups'),
  row(always, 'everything', 'logs', 'DescribeLogGroups'),
  row(always, 'everything', 'redshift-serverless', 'ListNamespaces'),
  row(always, 'everything', 's3', 'ListAllMyBuckets'),
  row(always, 'everything', 'sagemaker', 'ListApps ListDomains ListSpaces ListUserProfiles'),
  row(always, 'everything', 'sagemaker', 'ListEndpointConfigs ListEndpoints ListModelPackageGroups ListModels'),
  row(always, 'everything', 'sagemaker', 'ListMlflowApps ListMlflowTrackingServers'),
  row(always, 'stack', 'cloudformation', 'DescribeStackEvents DescribeStacks GetTemplate ListStackResources'),
  row([...making, 'destroy'], 'stack', 'cloudformation', 'DescribeStackResources'),
  row(always, 'domain', 'sagemaker', 'DescribeDomain'),
  row(always, 'model', 'sagemaker', 'DescribeModel'),
  row(always, 'endpoint', 'sagemaker', 'DescribeEndpoint'),
  row(always, 'endpoint-config', 'sagemaker', 'DescribeEndpointConfig'),
  row(always, 'tracking-server', 'sagemaker', 'DescribeMlflowTrackingServer'),
  row(always, 'domain endpoint model model-package-group tracking-server', 'sagemaker', 'ListTags'),
  row(always, 'log-group endpoint-logs', 'logs', 'ListTagsForResource'),
  row(always, 'bucket', 's3', 'GetBucketPolicy GetBucketTagging ListBucketVersions'),
  row(writing, 'bucket', 's3', 'ListBucket'),
  row(always, 'key', 'kms', 'DescribeKey'),
  row(always, 'file-system', 'elasticfilesystem', 'DescribeAccessPoints DescribeFileSystems'),
  row(always, 'file-system', 'elasticfilesystem', 'DescribeMountTargetSecurityGroups DescribeMountTargets'),
  row(always, 'identity-centers', 'sso', 'ListInstances'),
  row(always, 'directory', 'identitystore', 'GetUserId IsMemberInGroups'),
  row(always, 'directory-group', 'identitystore', 'IsMemberInGroups'),
  row(always, 'application', 'sso', 'GetApplicationAssignmentConfiguration ListApplicationAssignments'),
];

/** What makes and changes stacks is done in the roles of the CDK's bootstrap. */
const deploying: readonly Row[] = [
  row(making, 'bootstrap-role', 'sts', 'AssumeRole'),
  row(making, 'bootstrap-version', 'ssm', 'GetParameter'),
  row(writing, 'operator-role sender-role studio-role', 'iam', 'GetRole'),
  row(making, 'boundary', 'iam', 'GetPolicy'),
  row(writing, 'lock', 'ssm', 'DeleteParameter GetParameter PutParameter'),
  row(writing, 'assigned', 'ssm', 'DeleteParameter GetParametersByPath PutParameter'),
  row(making, 'application', 'sso', 'CreateApplicationAssignment'),
  row(writing, 'application', 'sso', 'DeleteApplicationAssignment'),
  row(writing, 'repository', 'codecommit', 'GetRepository'),
  row(writing, 'namespace', 'redshift-serverless', 'GetNamespace'),
  row(['restore'], 'repository', 'codecommit', 'UpdateRepositoryName'),
  row(making, 'lifecycle-config profile', 'sagemaker', 'ListTags'),
  row(making, 'domain lifecycle-config profile', 'sagemaker', 'AddTags DeleteTags'),
  row(making, 'namespace', 'redshift-serverless', 'ListTagsForResource TagResource UntagResource'),
];

const drift: readonly Row[] = [
  row(['status'], 'everything', 'cloudformation', 'DescribeStackDriftDetectionStatus'),
  row(['status'], 'stack', 'cloudformation', 'DescribeStackResourceDrifts DetectStackDrift'),
];

/** What a teardown looks for and removes besides that which CloudFormation removes in its own role. */
const tearingDown: readonly Row[] = [
  row(removing, 'everything', 'ec2', 'DescribeEgressOnlyInternetGateways DescribeInternetGateways DescribeNatGateways'),
  row(removing, 'everything', 'ec2', 'DescribeNetworkAcls DescribeRouteTables DescribeSubnets DescribeVpcEndpoints'),
  row(removing, 'everything', 'ec2', 'DescribeVpcPeeringConnections DescribeVpnGateways'),
  row(removing, 'everything', 'sagemaker', 'ListAutoMLJobs ListHyperParameterTuningJobs ListMonitoringSchedules'),
  row(removing, 'everything', 'sagemaker', 'ListModelPackages ListNotebookInstances ListPipelines ListProcessingJobs'),
  row(removing, 'everything', 'sagemaker', 'ListTrainingJobs ListTransformJobs'),
  row(removing, 'stack', 'cloudformation', 'DeleteStack'),
  row(removing, 'app', 'sagemaker', 'DeleteApp DescribeApp'),
  row(removing, 'domain', 'sagemaker', 'DeleteDomain'),
  row(removing, 'space', 'sagemaker', 'DeleteSpace DescribeSpace'),
  row(removing, 'profile', 'sagemaker', 'DeleteUserProfile DescribeUserProfile'),
  row(removing, 'mlflow-app', 'sagemaker', 'DeleteMlflowApp DescribeMlflowApp'),
  row(removing, 'tracking-server', 'sagemaker', 'DeleteMlflowTrackingServer'),
  row(removing, 'endpoint', 'sagemaker', 'DeleteEndpoint'),
  row(removing, 'endpoint-config', 'sagemaker', 'DeleteEndpointConfig'),
  row(removing, 'model', 'sagemaker', 'DeleteModel'),
  row(removing, 'model-package', 'sagemaker', 'DeleteModelPackage'),
  row(removing, 'model-package-group', 'sagemaker', 'DeleteModelPackageGroup'),
  row(removing, 'automl-job', 'sagemaker', 'DescribeAutoMLJobV2 ListTags StopAutoMLJob'),
  row(removing, 'processing-job', 'sagemaker', 'DescribeProcessingJob ListTags StopProcessingJob'),
  row(removing, 'training-job', 'sagemaker', 'DescribeTrainingJob ListTags StopTrainingJob'),
  row(removing, 'transform-job', 'sagemaker', 'DescribeTransformJob ListTags StopTransformJob'),
  row(removing, 'tuning-job', 'sagemaker', 'DescribeHyperParameterTuningJob ListTags StopHyperParameterTuningJob'),
  row(removing, 'notebook-instance', 'sagemaker', 'DeleteNotebookInstance DescribeNotebookInstance ListTags'),
  row(removing, 'notebook-instance', 'sagemaker', 'StopNotebookInstance'),
  row(removing, 'monitoring-schedule', 'sagemaker', 'DeleteMonitoringSchedule ListTags'),
  row(removing, 'pipeline', 'sagemaker', 'DeletePipeline ListPipelineExecutions ListTags'),
  row(removing, 'pipeline-execution', 'sagemaker', 'DescribePipelineExecution StopPipelineExecution'),
  row(removing, 'file-system', 'elasticfilesystem', 'DeleteFileSystem DeleteMountTarget TagResource'),
  row(removing, 'access-point', 'elasticfilesystem', 'DeleteAccessPoint'),
  row(removing, 'domain-group', 'ec2', 'DeleteSecurityGroup RevokeSecurityGroupEgress RevokeSecurityGroupIngress'),
  row(removing, 'bucket', 's3', 'DeleteBucket PutBucketPolicy'),
  row(removing, 'object', 's3', 'DeleteObject DeleteObjectVersion'),
  row(removing, 'log-group endpoint-logs', 'logs', 'DeleteLogGroup'),
  row(removing, 'endpoint-logs', 'logs', 'TagResource'),
  row(removing, 'key', 'kms', 'ScheduleKeyDeletion'),
  row(removing, 'repository', 'codecommit', 'DeleteRepository'),
  row(removing, 'namespace', 'redshift-serverless', 'DeleteNamespace'),
];

const kept: readonly Row[] = [
  row(['read-kept'], 'bucket', 's3', 'ListBucket ListBucketVersions'),
  row(['read-kept'], 'object', 's3', 'GetObject GetObjectVersion'),
];

const rows: readonly Row[] = [...reading, ...deploying, ...drift, ...tearingDown, ...kept];

/** Actions that a task consists of, whatever a workspace has. */
export function actionsOf(task: OperatorTask): ReadonlySet<string> {
  const meant = rows.filter(({ during }) => during.includes(task));
  return new Set(meant.flatMap(namesIn));
}

/** Calls that a task makes with the operator's own credentials, on each of these things. */
export function operatorCalls(task: OperatorTask, things: readonly OperatedThing[]): readonly ApiCall[] {
  return rows
    .filter(({ during }) => during.includes(task))
    .flatMap((one) =>
      things
        .filter(({ kind }) => one.on.includes(kind))
        .flatMap(({ arn, facts }) => namesIn(one).map((action) => call(action, arn, facts))),
    );
}

function namesIn({ service, does }: Row): readonly string[] {
  return does.split(' ').map((name) => `${service}:${name}`);
}
