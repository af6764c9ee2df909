import type { Person } from '@atelier/core';
import { arnOf, type PolicyGround } from '../access/policy-ground.ts';
import { type ApiCall, call } from '../journeys/calls/api-call.ts';
import { foreign, type HeldAttempt, heldBy, inDomain, type Trespass } from './attempt.ts';

const large = { 'sagemaker:InstanceTypes': ['ml.zq7.metal'] };

/** Jobs and spaces stay in the network, on the allowed instances, and in this domain. */
export function workOutside(ground: PolicyGround, { profile }: Person, project: string): readonly HeldAttempt[] {
  const { remoteAccess, isolateDomain } = ground.workspace.studio;
  return [
    ...heldBy(['limits'], trainOutside(ground, project)),
    ...heldBy(
      ['limits'],
      [...untagged(ground, project), ...largeJobs(ground, project), ...largeSpaces(ground, profile)],
    ),
    ...(remoteAccess ? [] : heldBy(['limits'], editElsewhere(ground, profile))),
    ...(remoteAccess ? [] : heldBy(['rights', 'limits'], [workElsewhere(ground, profile)])),
    ...heldBy(isolateDomain ? ['rights', 'limits'] : ['rights'], leaveDomain(ground)),
  ];
}

/** Facts of a job in the network, with our tag. */
export function insideOf({ ids, names }: PolicyGround): ApiCall['context'] {
  return {
    'aws:RequestTag/atelier:workspace': names.workspace,
    'sagemaker:VpcSubnets': ids.subnets,
    'sagemaker:VpcSecurityGroupIds': ids.securityGroups,
  };
}

function jobArn(ground: PolicyGround, kind: string, project: string): string {
  return arnOf(ground, 'sagemaker', `${kind}/${ground.names.projectPrefix(project)}train-1`);
}

/** Every call by which containers are placed, each without the network and in another one. */
export function trainOutside(ground: PolicyGround, project: string): readonly Trespass[] {
  const { ids } = ground;
  const inside = insideOf(ground);
  const { 'sagemaker:VpcSubnets': _, 'sagemaker:VpcSecurityGroupIds': __, ...placeless } = inside;
  const placed = {
    CreateAutoMLJobV2: 'automl-job',
    CreateHyperParameterTuningJob: 'hyper-parameter-tuning-job',
    CreateModel: 'model',
    CreateProcessingJob: 'processing-job',
    CreateTrainingJob: 'training-job',
  };
  const homes = { ...inside, 'sagemaker:FileSystemId': 'fs-00000000000000zq7' };
  return [
    ...Object.entries(placed).flatMap(([verb, kind]): readonly Trespass[] => {
      const make = (context: ApiCall['context']) => call(`sagemaker:${verb}`, jobArn(ground, kind, project), context);
      return [
        [`calls ${verb} without a network`, make(placeless)],
        [
          `calls ${verb} for another subnet`,
          make({ ...inside, 'sagemaker:VpcSubnets': [...ids.subnets, 'subnet-elsewhere'] }),
        ],
        [`calls ${verb} for another group`, make({ ...inside, 'sagemaker:VpcSecurityGroupIds': ['sg-elsewhere'] })],
      ];
    }),
    ['mounts the home folders', call('sagemaker:CreateTrainingJob', jobArn(ground, 'training-job', project), homes)],
    [
      'tunes on the home folders',
      call('sagemaker:CreateHyperParameterTuningJob', jobArn(ground, 'hyper-parameter-tuning-job', project), homes),
    ],
  ];
}

/** Jobs on instances that the file does not let; none where it lets all. */
export function largeJobs(ground: PolicyGround, project: string): readonly Trespass[] {
  if (ground.workspace.limits.instances === null) return [];
  const kinds = {
    EndpointConfig: 'endpoint-config',
    HyperParameterTuningJob: 'hyper-parameter-tuning-job',
    ProcessingJob: 'processing-job',
    TrainingJob: 'training-job',
    TransformJob: 'transform-job',
  };
  const served = arnOf(ground, 'sagemaker', `model/${ground.names.servedPrefix(project)}1`);
  const context = { ...insideOf(ground), ...large, 'sagemaker:ModelArn': served };
  return Object.entries(kinds).map(
    ([kind, arn]): Trespass => [
      `makes a ${kind} on a large instance`,
      call(`sagemaker:Create${kind}`, jobArn(ground, arn, project), context),
    ],
  );
}

function largeSpaces(ground: PolicyGround, profile: string): readonly Trespass[] {
  if (ground.workspace.limits.instances === null) return [];
  const app = inDomain(ground, 'app', `${profile}/JupyterLab/default`);
  return [
    ['starts a large space', call('sagemaker:CreateApp', app, { ...ownSpace(ground, profile), ...large })],
    ...['CreateSpace', 'UpdateSpace'].map((verb): Trespass => {
      const space = inDomain(ground, 'space', profile);
      return [
        `calls ${verb} for a large one`,
        call(`sagemaker:${verb}`, space, { ...ownSpace(ground, profile), ...large }),
      ];
    }),
  ];
}

/** Whatever is made carries our tag, and none of others. */
export function untagged(ground: PolicyGround, project: string): readonly Trespass[] {
  const { 'aws:RequestTag/atelier:workspace': _, ...bare } = insideOf(ground);
  const theirs = { ...bare, 'aws:RequestTag/atelier:workspace': foreign };
  const kinds = {
    ProcessingJob: 'processing-job',
    TrainingJob: 'training-job',
    TransformJob: 'transform-job',
    Model: 'model',
  };
  return [
    ...Object.entries(kinds).flatMap(([kind, arn]): readonly Trespass[] =>
      [bare, theirs].map((context) => [
        `makes a ${kind} without our tag`,
        call(`sagemaker:Create${kind}`, jobArn(ground, arn, project), context),
      ]),
    ),
    [
      'gives the tag of others',
      call('sagemaker:AddTags', jobArn(ground, 'training-job', project), {
        ...theirs,
        'sagemaker:TaggingAction': 'CreateTrainingJob',
      }),
    ],
  ];
}

function ownSpace(ground: PolicyGround, profile: string): ApiCall['context'] {
  return {
    'sagemaker:SpaceSharingType': 'Private',
    'sagemaker:OwnerUserProfileArn': inDomain(ground, 'user-profile', profile),
  };
}

function editElsewhere(ground: PolicyGround, profile: string): readonly Trespass[] {
  const opened = { ...ownSpace(ground, profile), 'sagemaker:RemoteAccess': 'ENABLED' };
  const space = inDomain(ground, 'space', profile);
  return [
    ['makes a space for an editor elsewhere', call('sagemaker:CreateSpace', space, opened)],
    ['opens a space to an editor elsewhere', call('sagemaker:UpdateSpace', space, opened)],
  ];
}

function workElsewhere(ground: PolicyGround, profile: string): Trespass {
  return ['works in a space from elsewhere', call('sagemaker:StartSession', inDomain(ground, 'space', profile))];
}

function leaveDomain(ground: PolicyGround): readonly Trespass[] {
  const of = (resource: string) => arnOf(ground, 'sagemaker', resource);
  return [
    ['sees a job of another workspace', call('sagemaker:DescribeTrainingJob', of(`training-job/${foreign}-1`))],
    ['deletes an app of another domain', call('sagemaker:DeleteApp', of('app/d-elsewhere/x/JupyterLab/default'))],
    ['changes a job of another workspace', call('sagemaker:UpdateTrainingJob', of(`training-job/${foreign}-1`))],
  ];
}
