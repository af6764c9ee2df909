import type { Project } from '@atelier/core';
import { imageAccounts } from '../region/image-accounts.ts';
import { allow, type IamStatement } from './policy.ts';
import { arnOf, type PolicyGround } from './policy-ground.ts';

/**
 * Jobs of all projects share a group for each kind, where the name of a stream begins with that of its job; each endpoint
 * has a group of its own. A pattern over groups would also mean streams of other projects that are named on purpose.
 */
export function tellProgress(ground: PolicyGround, { name }: Project): IamStatement[] {
  const prefix = ground.names.projectPrefix(name);
  const group = (rest: string) => arnOf(ground, 'logs', `log-group:/aws/sagemaker/${rest}`);
  const streams = ['ProcessingJobs', 'TrainingJobs', 'TransformJobs'].map((kind) =>
    group(`${kind}:log-stream:${prefix}*`),
  );
  return [
    allow('LogGroups', ['logs:CreateLogGroup', 'logs:DescribeLogStreams'], [group('*')]),
    allow('Logs', ['logs:CreateLogStream', 'logs:PutLogEvents'], [...streams, group(`Endpoints/${prefix}*`)]),
    allow('Metrics', ['cloudwatch:PutMetricData'], ['*'], {
      StringLike: { 'cloudwatch:namespace': ['/aws/sagemaker/*', 'aws/sagemaker/*'] },
    }),
  ];
}

/** Images of this account, of AWS's own accounts in this region, and of those that the file trusts. */
export function pullImages({ workspace, names: { place } }: PolicyGround): IamStatement[] {
  const pull = ['BatchCheckLayerAvailability', 'BatchGetImage', 'GetDownloadUrlForLayer'];
  return [
    allow('SignInToImages', ['ecr:GetAuthorizationToken'], ['*']),
    allow(
      'Images',
      pull.map((call) => `ecr:${call}`),
      [`arn:${place.partition}:ecr:${place.region}:*:repository/*`],
      { StringEquals: { 'aws:ResourceAccount': [place.account, ...imageAccounts(place.region, workspace.studio)] } },
    ),
  ];
}

/** Containers get interfaces in the workspace's subnets. */
export function joinNetwork(ground: PolicyGround): IamStatement[] {
  const { subnets, securityGroups } = ground.ids;
  const places = [...subnets.map((id) => `subnet/${id}`), ...securityGroups.map((id) => `security-group/${id}`)];
  const interfaces = arnOf(ground, 'ec2', 'network-interface/*');
  const inTheNetwork = { ArnEquals: { 'ec2:Vpc': arnOf(ground, 'ec2', `vpc/${ground.ids.vpc}`) } };
  const look = ['DescribeDhcpOptions', 'DescribeNetworkInterfaces', 'DescribeSecurityGroups', 'DescribeSubnets'];
  return [
    allow(
      'JoinNetwork',
      ['ec2:CreateNetworkInterface'],
      [interfaces, ...places.map((place) => arnOf(ground, 'ec2', place))],
    ),
    // Else interfaces could be lent to anybody's account. Assumed: SageMaker is named as CodeBuild is in its guide.
    allow('LendInterfaces', ['ec2:CreateNetworkInterfacePermission'], [interfaces], {
      ...inTheNetwork,
      StringEquals: { 'ec2:AuthorizedService': 'sagemaker.amazonaws.com' },
    }),
    allow(
      'LeaveNetwork',
      ['ec2:DeleteNetworkInterface', 'ec2:DeleteNetworkInterfacePermission'],
      [interfaces],
      inTheNetwork,
    ),
    allow(
      'SeeNetwork',
      [...look, 'DescribeVpcs'].map((call) => `ec2:${call}`),
      ['*'],
    ),
  ];
}
