import type { Project } from '@atelier/core';
import { jobsStayInside } from './job-limits.ts';
import { allow, deny, type PolicyDocument, policyDocument, type Statement } from './policy.ts';
import { arnOf, bucketArn, type PolicyGround, projectTag } from './policy-ground.ts';
import { runFiles } from './run-files.ts';
import { readObjects, seeBucket, stayWithBuckets, writeObjects } from './storage-rights.ts';
import { installPackages, useKey } from './supplies.ts';

/**
 * What a project's jobs, model servers and warehouse may do. Everybody who runs jobs can do all of it: nothing in it
 * approves, deploys, passes a role on, or writes to data and warehouse. What a data engineer gains by it is to log
 * experiments and to offer models, which somebody else has to approve.
 */
export function jobPolicy(ground: PolicyGround, project: Project): PolicyDocument {
  return policyDocument([
    ...projectStores(ground, project),
    ...(ground.workspace.packages.upstream === 'none' ? [] : installPackages(ground)),
    ...useKey(ground),
    ...logTracking(ground, project),
    ...runFiles(ground, { projects: [project], holds: () => true }),
    ...offerModels(ground, project),
    readSettings(ground, project),
    ...tellProgress(ground),
    ...pullImages(ground),
    ...joinNetwork(ground),
    ...jobsStayInside(ground),
    stayWithBuckets(ground, project.buckets),
  ]);
}

/** Data to read, artifacts to read and write; sandboxes are not for jobs. */
export function projectStores(ground: PolicyGround, { name, buckets }: Project): Statement[] {
  const data = bucketArn(ground, ground.names.projectBucket(name, 'data'));
  const artifacts = bucketArn(ground, ground.names.projectBucket(name, 'artifacts'));
  const granted = buckets.map(({ bucket }) => bucketArn(ground, bucket));
  const readable = [data, artifacts, ...granted];
  return [
    allow('SeeBuckets', seeBucket, readable),
    allow(
      'ReadObjects',
      readObjects,
      readable.map((arn) => `${arn}/*`),
    ),
    allow('WriteArtifacts', writeObjects, [`${artifacts}/*`]),
  ];
}

/** Experiments of the project; see `project-rights.ts` for why an app and a server differ. */
function logTracking(ground: PolicyGround, { name }: Project): Statement[] {
  const { tracking } = ground.workspace;
  if (tracking.kind === 'none') return [];
  // AWS answers from anywhere to whoever has the rights; jobs run in the network.
  const inside = { StringEquals: { 'aws:SourceVpc': ground.ids.vpc } };
  if (tracking.kind === 'server') {
    const servers = [arnOf(ground, 'sagemaker', `mlflow-tracking-server/${ground.names.projectPrefix(name)}*`)];
    return [allow('Tracking', ['sagemaker:DescribeMlflowTrackingServer', 'sagemaker-mlflow:*'], servers, inside)];
  }
  const apps = [arnOf(ground, 'sagemaker', 'mlflow-app/*')];
  const condition = { StringEquals: { ...inside.StringEquals, [`aws:ResourceTag/${projectTag}`]: name } };
  return [allow('Tracking', ['sagemaker:CallMlflowAppApi', 'sagemaker:DescribeMlflowApp'], apps, condition)];
}

/** Models are offered, never approved. */
export function offerModels(ground: PolicyGround, { name }: Project): Statement[] {
  const group = ground.names.modelPackageGroup(name);
  const registry = [`model-package-group/${group}`, `model-package/${group}/*`];
  const calls = ['CreateModelPackage', 'DescribeModelPackage', 'DescribeModelPackageGroup', 'ListModelPackages'];
  return [
    allow(
      'Models',
      calls.map((call) => `sagemaker:${call}`),
      registry.map((resource) => arnOf(ground, 'sagemaker', resource)),
    ),
    deny('NeverApprove', ['sagemaker:UpdateModelPackage'], ['*']),
    deny('OfferUnapproved', ['sagemaker:CreateModelPackage'], ['*'], {
      StringEquals: { 'sagemaker:ModelApprovalStatus': 'Approved' },
    }),
  ];
}

export function readSettings(ground: PolicyGround, { name }: Project): Statement {
  const settings = arnOf(ground, 'ssm', `parameter${ground.names.settingsPath(name)}/*`);
  return allow('Settings', ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'], [settings]);
}

function tellProgress(ground: PolicyGround): Statement[] {
  const logs = ['CreateLogGroup', 'CreateLogStream', 'DescribeLogStreams', 'PutLogEvents'];
  return [
    allow(
      'Logs',
      logs.map((call) => `logs:${call}`),
      [arnOf(ground, 'logs', 'log-group:/aws/sagemaker/*')],
    ),
    allow('Metrics', ['cloudwatch:PutMetricData'], ['*'], {
      StringLike: { 'cloudwatch:namespace': ['/aws/sagemaker/*', 'aws/sagemaker/*'] },
    }),
  ];
}

/** AWS keeps its images in accounts of its own, so that the account of an image is open and its use is reading. */
function pullImages({ names: { place } }: PolicyGround): Statement[] {
  const pull = ['BatchCheckLayerAvailability', 'BatchGetImage', 'GetDownloadUrlForLayer'];
  return [
    allow('SignInToImages', ['ecr:GetAuthorizationToken'], ['*']),
    allow(
      'Images',
      pull.map((call) => `ecr:${call}`),
      [`arn:${place.partition}:ecr:${place.region}:*:repository/*`],
    ),
  ];
}

/** Containers get interfaces in the workspace's subnets. */
function joinNetwork(ground: PolicyGround): Statement[] {
  const { subnets, securityGroups } = ground.ids;
  const places = [...subnets.map((id) => `subnet/${id}`), ...securityGroups.map((id) => `security-group/${id}`)];
  const interfaces = arnOf(ground, 'ec2', 'network-interface/*');
  const look = ['DescribeDhcpOptions', 'DescribeNetworkInterfaces', 'DescribeSecurityGroups', 'DescribeSubnets'];
  return [
    allow(
      'JoinNetwork',
      ['ec2:CreateNetworkInterface'],
      [interfaces, ...places.map((place) => arnOf(ground, 'ec2', place))],
    ),
    allow(
      'LeaveNetwork',
      ['ec2:CreateNetworkInterfacePermission', 'ec2:DeleteNetworkInterface', 'ec2:DeleteNetworkInterfacePermission'],
      [interfaces],
      { ArnEquals: { 'ec2:Vpc': arnOf(ground, 'ec2', `vpc/${ground.ids.vpc}`) } },
    ),
    allow(
      'SeeNetwork',
      [...look, 'DescribeVpcs'].map((call) => `ec2:${call}`),
      ['*'],
    ),
  ];
}
