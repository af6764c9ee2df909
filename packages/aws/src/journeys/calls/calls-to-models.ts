import type { Action } from '@atelier/core';
import { ourTags } from '../../access/our-tags.ts';
import { arnOf, type PolicyGround, projectTag } from '../../access/policy-ground.ts';
import { registeredModels } from '../../access/registered-models.ts';
import { type ApiCall, call } from './api-call.ts';

/** Requests about jobs, models and endpoints. */
export function callsToModels(ground: PolicyGround, action: Action, project: string): ApiCall[] {
  const prefix = ground.names.projectPrefix(project);
  const of = (resource: string) => arnOf(ground, 'sagemaker', resource);
  const version = of(`model-package/${ground.names.modelPackageGroup(project)}/1`);
  const data = registeredModels(ground, project).replace('*', 'sales-forecasting/1/model.tar.gz');
  const endpoint = of(`endpoint/${prefix}forecast`);
  switch (action) {
    case 'job.see':
      return [call('sagemaker:DescribeTrainingJob', of(`training-job/${prefix}train-1`)), ...seeSpark(ground, project)];
    case 'job.run':
      return runJob(ground, project);
    case 'model.read':
      return [call('sagemaker:DescribeModelPackage', version)];
    case 'model.register':
      return [call('sagemaker:CreateModelPackage', version, waiting), call('s3:PutObject', data, once)];
    case 'model.replace':
      return [
        call('s3:PutObject', data, { 's3:ObjectCreationOperation': 'true' }),
        call('s3:DeleteObject', data),
        call('s3:DeleteObjectVersion', data),
        call('sagemaker:DeleteModelPackage', version),
      ];
    case 'model.approve':
      return [call('sagemaker:UpdateModelPackage', version, { 'sagemaker:ModelApprovalStatus': 'Approved' })];
    case 'endpoint.see':
      return [call('sagemaker:DescribeEndpoint', endpoint)];
    case 'endpoint.invoke':
      return [call('sagemaker:InvokeEndpoint', endpoint)];
    case 'endpoint.deploy':
      return [call('sagemaker:CreateEndpoint', endpoint), call('sagemaker:UpdateEndpoint', endpoint)];
    default:
      return [];
  }
}

const once = { 's3:if-none-match': '*', 's3:ObjectCreationOperation': 'true' };
const waiting = { 'sagemaker:ModelApprovalStatus': 'PendingManualApproval' };

/** Facts of a request that gives the workspace's tags to what it makes. */
export function tagged(ground: PolicyGround): ApiCall['context'] {
  return Object.fromEntries(Object.entries(ourTags(ground)).map(([key, value]) => [`aws:RequestTag/${key}`, value]));
}

function runJob(ground: PolicyGround, project: string): ApiCall[] {
  const { names, ids, workspace } = ground;
  const allowed = workspace.limits.instances?.[0] ?? 'ml.m5.xlarge';
  const context = {
    'sagemaker:InstanceTypes': [allowed.replaceAll('*', 'large')],
    'sagemaker:VpcSubnets': ids.subnets,
    'sagemaker:VpcSecurityGroupIds': ids.securityGroups,
    ...tagged(ground),
  };
  const kinds = { CreateProcessingJob: 'processing-job', CreateTrainingJob: 'training-job' };
  const role = names.roleArn(names.jobRole(project));
  return [
    ...Object.entries(kinds).map(([verb, kind]) =>
      call(`sagemaker:${verb}`, arnOf(ground, 'sagemaker', `${kind}/${names.projectPrefix(project)}train-1`), context),
    ),
    call('iam:PassRole', role, { 'iam:PassedToService': 'sagemaker.amazonaws.com' }),
    ...runSpark(ground, project),
  ];
}

/** A run is given its project as a tag from the start, which is a right of its own. */
function runSpark(ground: PolicyGround, project: string): ApiCall[] {
  if (ground.workspace.bigData.emr === 'none') return [];
  const of = (rest: string) => arnOf(ground, 'emr-serverless', `/applications/id-of-spark${rest}`);
  const mark = { [`aws:RequestTag/${projectTag}`]: project };
  const ours = Object.entries(ourTags(ground)).map(([key, value]) => [`aws:ResourceTag/${key}`, value]);
  const role = ground.names.roleArn(ground.names.jobRole(project));
  return [
    call('emr-serverless:StartJobRun', of(''), { ...Object.fromEntries(ours), ...mark }),
    call('emr-serverless:TagResource', of('/jobruns/1'), mark),
    call('iam:PassRole', role, { 'iam:PassedToService': 'emr-serverless.amazonaws.com' }),
  ];
}

function seeSpark(ground: PolicyGround, project: string): ApiCall[] {
  if (ground.workspace.bigData.emr === 'none') return [];
  const run = arnOf(ground, 'emr-serverless', '/applications/id-of-spark/jobruns/1');
  return [call('emr-serverless:GetJobRun', run, { [`aws:ResourceTag/${projectTag}`]: project })];
}
