import type { Action } from '@atelier/core';
import { arnOf, type PolicyGround } from '../../access/policy-ground.ts';
import { type ApiCall, call } from './api-call.ts';

const main = { 'codecommit:References': 'refs/heads/main' };
const branch = { 'codecommit:References': 'refs/heads/better-forecast' };

/** Calls of CodeCommit that each action needs; elsewhere the host decides about all but reading and pushing. */
const verbs: Partial<Record<Action, readonly (readonly [string, ApiCall['context']])[]>> = {
  'repository.read': [['GitPull', {}]],
  // A push begins with a request that names no branch yet.
  'repository.push': [
    ['GitPush', {}],
    ['GitPush', branch],
    ['CreatePullRequest', {}],
  ],
  'repository.begin': [['CreateCommit', main]],
  'repository.merge': [['MergePullRequestByFastForward', main]],
  'repository.rewrite': [
    ['GitPush', main],
    ['DeleteBranch', main],
    ['MergeBranchesBySquash', main],
  ],
  'repository.rules': [
    ['UpdatePullRequestApprovalRuleContent', {}],
    ['DeletePullRequestApprovalRule', {}],
    ['OverridePullRequestApprovalRules', {}],
  ],
};

/** Requests about a project's code. */
export function callsToSource(ground: PolicyGround, action: Action, project: string): ApiCall[] {
  const { source } = ground.workspace;
  const repository = ground.names.repository(project);
  if (source.kind !== 'connection') {
    const arn = arnOf(ground, 'codecommit', repository);
    return (source.kind === 'none' ? [] : (verbs[action] ?? [])).map(([verb, context]) =>
      call(`codecommit:${verb}`, arn, context),
    );
  }
  if (action !== 'repository.read' && action !== 'repository.push') return [];
  const service = source.arn.split(':')[2] ?? 'codeconnections';
  return [
    call(`${service}:UseConnection`, source.arn, {
      [`${service}:FullRepositoryId`]: `${source.owner ?? 'team'}/${repository}`,
      [`${service}:ProviderPermissionsRequired`]: action === 'repository.push' ? 'read_write' : 'read_only',
    }),
  ];
}
