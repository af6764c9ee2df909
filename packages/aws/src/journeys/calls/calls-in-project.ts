import type { Action } from '@atelier/core';
import { arnOf, type PolicyGround, projectTag } from '../../access/policy-ground.ts';
import { stackNames } from '../../layout/stack-names.ts';
import { type ApiCall, call } from './api-call.ts';
import { callsToModels } from './calls-to-models.ts';
import { callsToSource } from './calls-to-source.ts';
import { callsToTracking } from './calls-to-tracking.ts';

/** Requests to what a project has besides its buckets. */
export function callsInProject(ground: PolicyGround, action: Action, project: string): ApiCall[] {
  const { names } = ground;
  const { partition, account } = names.place;
  const prefix = names.projectPrefix(project);
  const flow = arnOf(ground, 'states', `stateMachine:${prefix}weekly`);
  const run = arnOf(ground, 'states', `execution:${prefix}weekly:1`);
  const setting = arnOf(ground, 'ssm', `parameter${names.settingsPath(project)}/warehouse`);
  const stream = arnOf(ground, 'logs', `log-group:/aws/sagemaker/TrainingJobs:log-stream:${prefix}train-1/algo-1`);
  switch (action) {
    case 'flow.see':
      return [call('states:DescribeExecution', run), call('states:GetExecutionHistory', run)];
    case 'flow.run':
      return [call('states:StartExecution', flow), call('states:StopExecution', run)];
    case 'flow.change':
      return [call('states:UpdateStateMachine', flow), call('states:CreateStateMachine', flow)];
    case 'settings.read':
      return [call('ssm:GetParameter', setting)];
    case 'settings.change':
      return [call('ssm:PutParameter', setting)];
    case 'logs.read':
      return [call('logs:GetLogEvents', stream)];
    case 'budget.see':
      return [
        call('budgets:ViewBudget', `arn:${partition}:budgets::${account}:budget/${names.budget(project)}-0a1b2c3d`),
      ];
    case 'warehouse.query':
    case 'warehouse.load':
      return callsToWarehouse(ground, project);
    case 'project.delete':
      return callsToDelete(ground, project);
    default:
      return [
        ...callsToModels(ground, action, project),
        ...callsToSource(ground, action, project),
        ...callsToTracking(ground, action, project),
      ];
  }
}

/** The same for querying and loading: the database tells them apart (see `personTags`). */
function callsToWarehouse(ground: PolicyGround, project: string): ApiCall[] {
  const context = { [`aws:ResourceTag/${projectTag}`]: project };
  const workgroup = arnOf(ground, 'redshift-serverless', `workgroup/id-of-${project}`);
  return ['redshift-serverless:GetCredentials', 'redshift-data:ExecuteStatement'].map((verb) =>
    call(verb, workgroup, context),
  );
}

function callsToDelete(ground: PolicyGround, project: string): ApiCall[] {
  const { names } = ground;
  const bucket = `arn:${names.place.partition}:s3:::${names.projectBucket(project, 'data')}`;
  const group = arnOf(ground, 'sagemaker', `model-package-group/${names.modelPackageGroup(project)}`);
  const stack = arnOf(ground, 'cloudformation', `stack/${stackNames.project(names.workspace, project)}/1`);
  return [
    call('s3:DeleteBucket', bucket),
    call('sagemaker:DeleteModelPackageGroup', group),
    call('cloudformation:DeleteStack', stack),
  ];
}
