import { arnOf, type PolicyGround } from '../access/policy-ground.ts';
import { type ApiCall, call } from '../journeys/calls/api-call.ts';
import { strangeProject, type Trespass } from './attempt.ts';

/** Attempts in the roles of containers: with images, interfaces and logs that are not their own. */
export function containerAttempts(ground: PolicyGround): readonly Trespass[] {
  return [...pullAnything(ground), ...lendInterfaces(ground), ...logElsewhere(ground)];
}

function pullAnything(ground: PolicyGround): readonly Trespass[] {
  const { partition, region } = ground.names.place;
  const image = `arn:${partition}:ecr:${region}:999988887777:repository/x`;
  const theirs = { 'aws:ResourceAccount': '999988887777' };
  return ['BatchGetImage', 'GetDownloadUrlForLayer'].map((verb) => [
    'pulls an image of anybody',
    call(`ecr:${verb}`, image, theirs),
  ]);
}

/** Interfaces in the network are for SageMaker, in this network, and for nobody's account. */
function lendInterfaces(ground: PolicyGround): readonly Trespass[] {
  const card = arnOf(ground, 'ec2', 'network-interface/eni-1');
  const here = { 'ec2:Vpc': arnOf(ground, 'ec2', `vpc/${ground.ids.vpc}`) };
  const there = { 'ec2:Vpc': arnOf(ground, 'ec2', 'vpc/vpc-elsewhere') };
  const service = { 'ec2:AuthorizedService': 'sagemaker.amazonaws.com' };
  const lend = (context: ApiCall['context']) => call('ec2:CreateNetworkInterfacePermission', card, context);
  return [
    ['lends an interface to an account', lend({ ...here, 'ec2:AuthorizedUser': 'arn:aws:iam::999988887777:root' })],
    ['lends an interface to another service', lend({ ...here, 'ec2:AuthorizedService': 'codebuild.amazonaws.com' })],
    ['lends an interface of another network', lend({ ...there, ...service })],
    ['deletes an interface of another network', call('ec2:DeleteNetworkInterface', card, there)],
    [
      'makes an interface in another subnet',
      call('ec2:CreateNetworkInterface', arnOf(ground, 'ec2', 'subnet/subnet-elsewhere')),
    ],
  ];
}

function logElsewhere(ground: PolicyGround): readonly Trespass[] {
  const theirs = ground.names.projectPrefix(strangeProject(ground));
  const group = (rest: string) => arnOf(ground, 'logs', `log-group:${rest}`);
  return [
    [
      'writes into the log of another project',
      call('logs:PutLogEvents', group(`/aws/sagemaker/TrainingJobs:log-stream:${theirs}1/a`)),
    ],
    ['writes into the log of a space', call('logs:PutLogEvents', group('/aws/sagemaker/studio:log-stream:d-1/x/y'))],
    ['makes a log group of others', call('logs:CreateLogGroup', group('/others'))],
  ];
}
