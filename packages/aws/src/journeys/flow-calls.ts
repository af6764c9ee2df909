import type { Project } from '@atelier/core';
import { arnOf, type PolicyGround, projectTag } from '../access/policy-ground.ts';
import { type ApiCall, call } from './calls/api-call.ts';
import { apiCallsOf } from './calls/api-calls.ts';
import { tagged } from './calls/calls-to-models.ts';
import { keyCalls } from './key-calls.ts';

/** Calls of a project's state machines: what a flow of ours does step by step, and what Step Functions needs for itself. */
export function flowCalls(ground: PolicyGround, project: Project): readonly ApiCall[] {
  const { names } = ground;
  const { name } = project;
  const of = (action: Parameters<typeof apiCallsOf>[1]) =>
    apiCallsOf(ground, action, { kind: 'project', project: name });
  const topic = arnOf(ground, 'sns', names.noticeTopic(name));
  return [
    ...of('settings.read'),
    ...of('job.run'),
    ...(project.warehouse === null ? [] : load(ground, name)),
    // Disks of jobs are encrypted in the name of whoever begins them (SageMaker guide, "Use AWS KMS permissions").
    ...keyCalls(ground, 'sagemaker', ['CreateGrant', 'DescribeKey']),
    ...offerAndServe(ground, name),
    ...followSteps(ground, name),
    ...(project.notify.length === 0
      ? []
      : [call('sns:Publish', topic), ...keyCalls(ground, 'sns', ['GenerateDataKey'])]),
  ];
}

function load(ground: PolicyGround, project: string): readonly ApiCall[] {
  const workgroup = arnOf(ground, 'redshift-serverless', `workgroup/id-of-${project}`);
  const own = { 'redshift-data:statement-owner-iam-userid': 'AROAEXAMPLE:SageMaker' };
  const tag = { [`aws:ResourceTag/${projectTag}`]: project };
  return [
    call('redshift-data:BatchExecuteStatement', workgroup, tag),
    call('redshift-serverless:GetCredentials', workgroup, tag),
    call('redshift-data:DescribeStatement', '*', own),
  ];
}

function offerAndServe(ground: PolicyGround, project: string): readonly ApiCall[] {
  const { names } = ground;
  const of = (rest: string) => arnOf(ground, 'sagemaker', rest);
  const served = of(`model/${names.servedPrefix(project)}1`);
  const tags = tagged(ground);
  const server = names.roleArn(names.servingRole(project));
  const config = of(`endpoint-config/${names.projectPrefix(project)}daily`);
  return [
    call('sagemaker:CreateModelPackage', of(`model-package/${names.modelPackageGroup(project)}/1`), {
      'sagemaker:ModelApprovalStatus': 'PendingManualApproval',
    }),
    call('iam:PassRole', server, { 'iam:PassedToService': 'sagemaker.amazonaws.com' }),
    call('sagemaker:CreateModel', served, { ...tags, ...placesOf(ground) }),
    call('sagemaker:CreateEndpointConfig', config, { ...tags, 'sagemaker:ModelArn': served, ...instance(ground) }),
    call('sagemaker:CreateEndpoint', of(`endpoint/${names.projectPrefix(project)}daily`), tags),
  ];
}

function placesOf({ ids }: PolicyGround): ApiCall['context'] {
  return { 'sagemaker:VpcSubnets': ids.subnets, 'sagemaker:VpcSecurityGroupIds': ids.securityGroups };
}

function instance({ workspace }: PolicyGround): ApiCall['context'] {
  const allowed = workspace.limits.instances?.[0] ?? 'ml.m5.xlarge';
  return { 'sagemaker:InstanceTypes': [allowed.replaceAll('*', 'large')] };
}

/** Steps that wait, and logs (Step Functions guide, "IAM policies for nested workflows", "Logging using CloudWatch Logs"). */
function followSteps(ground: PolicyGround, project: string): readonly ApiCall[] {
  const prefix = ground.names.projectPrefix(project);
  const rule = arnOf(ground, 'events', 'rule/StepFunctionsGetEventsForStepFunctionsExecutionRule');
  return [
    call('states:StartExecution', arnOf(ground, 'states', `stateMachine:${prefix}weekly`)),
    call('states:DescribeExecution', arnOf(ground, 'states', `execution:${prefix}weekly:1`)),
    ...['DescribeRule', 'PutRule', 'PutTargets'].map((verb) => call(`events:${verb}`, rule)),
    ...['CreateLogDelivery', 'PutResourcePolicy', 'DescribeLogGroups'].map((verb) => call(`logs:${verb}`, '*')),
  ];
}
