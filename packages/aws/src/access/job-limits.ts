import { deny, type IamStatement } from './policy.ts';
import type { PolicyGround } from './policy-ground.ts';

/** Calls that say which network the containers are in. */
const callsWithNetwork = [
  'sagemaker:CreateAutoMLJobV2',
  'sagemaker:CreateHyperParameterTuningJob',
  'sagemaker:CreateModel',
  'sagemaker:CreateProcessingJob',
  'sagemaker:CreateTrainingJob',
];

/** Calls that say which instances are used; an AutoML job does not, and a deployed model is limited in its configuration. */
const callsWithInstances = [
  'sagemaker:CreateEndpointConfig',
  'sagemaker:CreateHyperParameterTuningJob',
  'sagemaker:CreateProcessingJob',
  'sagemaker:CreateTrainingJob',
  'sagemaker:CreateTransformJob',
];

/** Calls that say which file systems are mounted. */
const callsWithFileSystems = ['sagemaker:CreateHyperParameterTuningJob', 'sagemaker:CreateTrainingJob'];

/** Refusals that keep every job in the workspace's network, file systems and instance types; `more` are further calls with instances. */
export function jobsStayInside({ workspace, ids }: PolicyGround, more: readonly string[] = []): IamStatement[] {
  const { instances } = workspace.limits;
  const inNetwork = (sid: string, key: string, accepted: readonly string[]) =>
    deny(sid, callsWithNetwork, ['*'], { 'ForAnyValue:StringNotEquals': { [key]: accepted } });
  return [
    deny('JobsNeedTheNetwork', callsWithNetwork, ['*'], { Null: { 'sagemaker:VpcSubnets': 'true' } }),
    inNetwork('JobsInOurSubnets', 'sagemaker:VpcSubnets', ids.subnets),
    inNetwork('JobsInOurGroups', 'sagemaker:VpcSecurityGroupIds', ids.securityGroups),
    mountNamed(workspace.limits.fileSystems),
    ...(instances === null
      ? []
      : [
          deny('AllowedInstances', [...callsWithInstances, ...more], ['*'], {
            'ForAnyValue:StringNotLike': { 'sagemaker:InstanceTypes': instances },
          }),
        ]),
  ];
}

/** Else a job could mount everybody's home folders. */
function mountNamed(fileSystems: readonly string[]): IamStatement {
  const key = 'sagemaker:FileSystemId';
  return deny('NamedFileSystems', callsWithFileSystems, ['*'], {
    Null: { [key]: 'false' },
    ...(fileSystems.length === 0 ? {} : { StringNotEquals: { [key]: fileSystems } }),
  });
}
