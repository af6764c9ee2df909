import { allow, type IamStatement } from '../access/policy.ts';
import { arnOf } from '../access/policy-ground.ts';
import { lockName } from '../layout/lock-name.ts';
import { operatorArns } from '../layout/operators.ts';
import { workspaceTag } from '../layout/workspace-tags.ts';
import { bootstrapRoles, bootstrapVersion } from './bootstrap-roles.ts';
import { boundaryName } from './boundary-name.ts';
import { globalArn, type RightsGround } from './rights-ground.ts';
import { tagConditions } from './tag-conditions.ts';

/** Deploying, apart from reading: the roles of the CDK's bootstrap do the rest. */
export function deployStatements(ground: RightsGround): readonly IamStatement[] {
  // Of a role that is not there IAM knows no path.
  const studio = ['role/', 'role/*/'].map((path) => globalArn(ground, 'iam', `${path}${ground.names.studioRole}`));
  return [
    allow('TakeOnBootstrapRoles', ['sts:AssumeRole'], bootstrapRoles(ground)),
    allow('ReadBootstrap', ['ssm:GetParameter'], [bootstrapVersion(ground)]),
    allow(
      'ReadRoles',
      ['iam:GetRole'],
      [...new Set([...studio, ...operatorArns(ground.workspace.aws, ground.names), ...sendersHere(ground)])],
    ),
    allow('ReadBoundary', ['iam:GetPolicy'], [ground.names.boundaryArn(boundaryName(ground.workspace))]),
    // One that was kept gives its name to a new one, as no stack can take it back.
    allow(
      'SetRepositoriesAside',
      ['codecommit:UpdateRepositoryName'],
      [arnOf(ground, 'codecommit', `${ground.workspace.name}-*`)],
      tagConditions(ground).carried,
    ),
    lockStatement(ground),
    ...tagStatements(ground),
  ];
}

/** Roles of the account that deliver files, as far as the file says which account that is. */
function sendersHere({ workspace: { aws, projects } }: RightsGround): readonly string[] {
  const senders = projects.flatMap(({ deliverFrom }) => deliverFrom?.senders ?? []);
  return senders.filter((sender) => aws.account !== null && sender.split(':')[4] === aws.account);
}

/** Tags of the file on what CloudFormation would make anew for one; never those by which policies tell whose a thing is. */
function tagStatements(ground: RightsGround): readonly IamStatement[] {
  const { name } = ground.workspace;
  const scripts = arnOf(ground, 'sagemaker', `studio-lifecycle-config/${name}-*`);
  const studio = ['domain/*', 'user-profile/*'].map((kind) => arnOf(ground, 'sagemaker', kind));
  const warehouses = [arnOf(ground, 'redshift-serverless', 'namespace/*')];
  const onOurs = {
    StringEquals: { [`aws:ResourceTag/${workspaceTag}`]: name },
    'ForAllValues:StringNotLike': { 'aws:TagKeys': 'atelier:*' },
  };
  return [
    allow('ReadTags', ['sagemaker:ListTags'], [scripts]),
    allow('ReadWarehouseTags', ['redshift-serverless:ListTagsForResource'], warehouses),
    allow('ChangeTags', ['sagemaker:AddTags', 'sagemaker:DeleteTags'], [...studio, scripts], onOurs),
    allow(
      'ChangeWarehouseTags',
      ['redshift-serverless:TagResource', 'redshift-serverless:UntagResource'],
      warehouses,
      onOurs,
    ),
  ];
}

/** Right to the lock that keeps two deployments, or a deployment and a teardown, apart. */
export function lockStatement(ground: RightsGround): IamStatement {
  const lock = arnOf(ground, 'ssm', `parameter${lockName(ground.workspace.name)}`);
  return allow('Lock', ['ssm:DeleteParameter', 'ssm:GetParameter', 'ssm:PutParameter'], [lock]);
}
