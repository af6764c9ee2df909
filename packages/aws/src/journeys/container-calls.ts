import { arnOf, type PolicyGround } from '../access/policy-ground.ts';
import { type ApiCall, call } from './calls/api-call.ts';

/**
 * Calls that SageMaker makes in the name of a role to run a container in the network (SageMaker guide, "How to use SageMaker
 * AI execution roles", the permissions of each API).
 */
export function containerCalls(
  ground: PolicyGround,
  project: string,
  kind: 'Endpoints' | 'TrainingJobs' = 'TrainingJobs',
): readonly ApiCall[] {
  const { names, ids } = ground;
  const { account } = names.place;
  const of = (service: string, rest: string) => arnOf(ground, service, rest);
  const prefix = names.projectPrefix(project);
  const group = kind === 'Endpoints' ? `Endpoints/${prefix}daily` : kind;
  const stream = of('logs', `log-group:/aws/sagemaker/${group}:log-stream:${prefix}train-1/algo-1`);
  const image = of('ecr', 'repository/forecasting');
  const card = of('ec2', 'network-interface/*');
  const inVpc = { 'ec2:Vpc': of('ec2', `vpc/${ids.vpc}`) };
  const places = [
    ...ids.subnets.map((id) => `subnet/${id}`),
    ...ids.securityGroups.map((id) => `security-group/${id}`),
  ];
  return [
    call('ecr:GetAuthorizationToken', '*'),
    ...['BatchCheckLayerAvailability', 'GetDownloadUrlForLayer', 'BatchGetImage'].map((verb) =>
      call(`ecr:${verb}`, image, { 'aws:ResourceAccount': account }),
    ),
    call('logs:CreateLogGroup', of('logs', `log-group:/aws/sagemaker/${group}`)),
    call('logs:CreateLogStream', stream),
    call('logs:PutLogEvents', stream),
    call('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': '/aws/sagemaker/TrainingJobs' }),
    ...[card, ...places.map((place) => of('ec2', place))].map((at) => call('ec2:CreateNetworkInterface', at)),
    call('ec2:CreateNetworkInterfacePermission', card, {
      ...inVpc,
      'ec2:AuthorizedService': 'sagemaker.amazonaws.com',
    }),
    call('ec2:DeleteNetworkInterface', card, inVpc),
    call('ec2:DeleteNetworkInterfacePermission', card, inVpc),
    ...[
      'DescribeNetworkInterfaces',
      'DescribeVpcs',
      'DescribeDhcpOptions',
      'DescribeSubnets',
      'DescribeSecurityGroups',
    ].map((verb) => call(`ec2:${verb}`, '*')),
  ];
}
