import { type Action, isShared } from '@atelier/core';
import { arnOf, type PolicyGround, projectTag } from '../../access/policy-ground.ts';
import { type ApiCall, call } from './api-call.ts';

/** Requests to a project's tracking; an app knows one for everything. */
export function callsToTracking(ground: PolicyGround, action: Action, project: string): ApiCall[] {
  const { tracking } = ground.workspace;
  if (action !== 'tracking.read' && action !== 'tracking.write') return [];
  if (tracking.kind === 'none') return [];
  if (tracking.kind === 'app') {
    const app = arnOf(ground, 'sagemaker', `mlflow-app/id-of-${project}`);
    return [call('sagemaker:CallMlflowAppApi', app, { [`aws:ResourceTag/${projectTag}`]: project })];
  }
  const { names } = ground;
  const { name: own } = tracking;
  const name = isShared(tracking) ? names.workspaceTracking(own) : names.tracking(project, own);
  const server = arnOf(ground, 'sagemaker', `mlflow-tracking-server/${name}`);
  const verbs = action === 'tracking.read' ? ['GetRun', 'SearchRuns'] : ['CreateRun', 'LogMetric', 'DeleteRun'];
  return verbs.map((verb) => call(`sagemaker-mlflow:${verb}`, server));
}
