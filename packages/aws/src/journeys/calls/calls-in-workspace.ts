import type { Action } from '@atelier/core';
import { arnOf, type PolicyGround } from '../../access/policy-ground.ts';
import { type ApiCall, call } from './api-call.ts';

/** Requests that concern no project. */
export function callsInWorkspace(ground: PolicyGround, action: Action): ApiCall[] {
  const { names, ids } = ground;
  const { partition, account } = names.place;
  const budget = `arn:${partition}:budgets::${account}:budget/${names.workspaceBudget}-0a1b2c3d`;
  const packages = arnOf(ground, 'codeartifact', `repository/${names.packageDomain}/${names.packageRepository}`);
  const charts = arnOf(
    ground,
    'codeartifact',
    `package/${names.packageDomain}/${names.packageRepository}/npm/ours/charts`,
  );
  const somebody = names.roleArn(names.personRole('somebody'));
  switch (action) {
    case 'package.install':
      return [
        call('codeartifact:GetAuthorizationToken', arnOf(ground, 'codeartifact', `domain/${names.packageDomain}`)),
        call('sts:GetServiceBearerToken', '*', { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' }),
        // What signs pip in as a space starts asks for the address as well (AWS CLI, "codeartifact login").
        call('codeartifact:GetRepositoryEndpoint', packages),
        call('codeartifact:ReadFromRepository', packages),
      ];
    case 'package.publish':
      return [call('codeartifact:PublishPackageVersion', charts)];
    case 'project.create':
      return [call('sagemaker:CreateProject', arnOf(ground, 'sagemaker', `project/${names.workspace}-new`))];
    case 'person.see':
      return [call('sagemaker:ListUserProfiles', '*')];
    case 'person.add':
      return [
        call('sagemaker:CreateUserProfile', arnOf(ground, 'sagemaker', `user-profile/${ids.domain}/somebody`)),
        call('iam:CreateRole', somebody),
      ];
    case 'cost.see':
      return [call('budgets:ViewBudget', budget)];
    case 'budget.change':
      return [call('budgets:ModifyBudget', budget)];
    case 'access.change':
      return [call('iam:PutRolePolicy', somebody), call('iam:AttachRolePolicy', somebody)];
    case 'network.change':
      return [call('ec2:CreateInternetGateway', arnOf(ground, 'ec2', 'internet-gateway/*'))];
    default:
      return [];
  }
}
