import { type Action, mayHold, type Role, rowOf } from '@atelier/core';
import { budgetDigits } from '../names.ts';
import { pullImages } from './container-rights.ts';
import { jobKinds, namedThings } from './named-things.ts';
import { installPackages, useKey } from './packages-and-key.ts';
import { allow, type IamStatement, type PolicyDocument, policyDocument } from './policy.ts';
import { arnOf, type PolicyGround, session } from './policy-ground.ts';
import { readClonedRepository } from './source-rights.ts';
import { ownSpaces } from './space-rights.ts';

/** Managed policy of everybody in a role: what holds in the whole workspace, and the own spaces. */
export function rolePolicy(ground: PolicyGround, role: Role): PolicyDocument {
  const holds = (action: Action) => mayHold(ground.workspace, role, rowOf(action));
  return policyDocument([
    ...findThings(ground, holds),
    ...(holds('package.install') ? installPackages(ground) : []),
    ...readClonedRepository(ground),
    ...useKey(ground),
    ...tagOnCreation(ground),
    ...(holds('warehouse.query') ? [followQueries()] : []),
    ...(ground.workspace.tracking.kind === 'server' && holds('tracking.read')
      ? [allow('OpenTracking', ['sagemaker-mlflow:AccessUI'], ['*'])]
      : []),
    ...(holds('cost.see') ? [seeCost(ground)] : []),
    ...(holds('project.create') ? createProjects(ground) : []),
    // Docker in a space pulls as the person: the accounts that the file trusts, and no other's.
    ...(ground.workspace.studio.docker.enabled && holds('space.start') ? pullImages(ground) : []),
    ...ownSpaces(ground, role),
  ]);
}

/** Lists cannot be limited to some resources: everybody sees the names of all projects' things (see `beyondIam`). */
const lists = [
  'sagemaker:ListApps',
  'sagemaker:ListDomains',
  'sagemaker:ListEndpoints',
  'sagemaker:ListMlflowApps',
  'sagemaker:ListMlflowTrackingServers',
  'sagemaker:ListModelPackageGroups',
  'sagemaker:ListModels',
  'sagemaker:ListProcessingJobs',
  'sagemaker:ListProjects',
  'sagemaker:ListSpaces',
  'sagemaker:ListTrainingJobs',
  'sagemaker:ListTransformJobs',
  'sagemaker:ListUserProfiles',
];

function findThings(ground: PolicyGround, holds: (action: Action) => boolean): IamStatement[] {
  const { domain } = ground.ids;
  const studio = ['sagemaker:DescribeApp', 'sagemaker:DescribeDomain', 'sagemaker:DescribeUserProfile'];
  const inDomain = [`domain/${domain}`, `user-profile/${domain}/*`, `app/${domain}/*`];
  return [
    allow('Find', [...lists, ...(holds('flow.see') ? ['states:ListStateMachines'] : [])], ['*']),
    allow(
      'SeeStudio',
      studio,
      inDomain.map((resource) => arnOf(ground, 'sagemaker', resource)),
    ),
  ];
}

/** Studio tags what it creates; nothing that is there already can be tagged. */
function tagOnCreation(ground: PolicyGround): IamStatement[] {
  const { domain } = ground.ids;
  const inDomain = ['space', 'app'].map((kind) => arnOf(ground, 'sagemaker', `${kind}/${domain}/*`));
  const created = namedThings(ground, [...jobKinds, 'model'], [`${ground.names.workspace}--`]);
  return [
    allow('TagOnCreation', ['sagemaker:AddTags'], [...inDomain, ...created], {
      Null: { 'sagemaker:TaggingAction': 'false' },
    }),
  ];
}

/** Statements of SQL are known by ids alone, so that each person gets at the own ones. */
function followQueries(): IamStatement {
  const actions = ['CancelStatement', 'DescribeStatement', 'GetStatementResult', 'ListStatements'];
  return allow(
    'OwnQueries',
    actions.map((action) => `redshift-data:${action}`),
    ['*'],
    { StringEquals: { 'redshift-data:statement-owner-iam-userid': session } },
  );
}

function seeCost({ names }: PolicyGround): IamStatement {
  const { partition, account } = names.place;
  return allow(
    'Cost',
    ['budgets:ViewBudget'],
    [`arn:${partition}:budgets::${account}:budget/${names.workspaceBudget}${budgetDigits}`],
  );
}

function createProjects(ground: PolicyGround): IamStatement[] {
  const projects = arnOf(ground, 'sagemaker', `project/${ground.names.workspace}-*`);
  const create = allow('CreateProjects', ['sagemaker:CreateProject', 'sagemaker:DescribeProject'], [projects]);
  if (!ground.workspace.studio.projectTemplates) return [create];
  const order = ['DescribeProduct', 'DescribeProvisioningParameters', 'ProvisionProduct'];
  const products = arnOf(ground, 'catalog', 'product/*');
  return [
    create,
    allow(
      'OrderTemplates',
      order.map((action) => `servicecatalog:${action}`),
      [products],
    ),
  ];
}
