import type { Person } from '@atelier/core';
import { arnOf, bucketArn, type PolicyGround } from '../access/policy-ground.ts';
import { type ApiCall, call } from '../journeys/calls/api-call.ts';
import { foreign, inDomain, strangePerson, strangeProject, type Trespass } from './attempt.ts';

/** Into a project that does not exist in the file, so that nobody is a member. */
export function reachOver(ground: PolicyGround, { profile }: Person): readonly Trespass[] {
  const { names } = ground;
  const { partition, account } = names.place;
  const project = strangeProject(ground);
  const of = (kind: string) => arnOf(ground, 'sagemaker', `${kind}/${names.projectPrefix(project)}1`);
  const secret = { 'aws:ResourceTag/atelier:project': project };
  const sandboxes = bucketArn(ground, names.projectBucket(project, 'sandboxes'));
  const bucket = bucketArn(ground, names.projectBucket(project, 'data'));
  const run = arnOf(ground, 'emr-serverless', '/applications/1/jobruns/1');
  const inSecret: ApiCall[] = [
    call('s3:GetObject', `${bucket}/sales.csv`),
    call('s3:PutObject', `${bucket}/sales.csv`),
    call('s3:ListBucket', bucket, { 's3:prefix': '' }),
    call('s3:ListBucket', sandboxes, { 's3:prefix': `${profile}/` }),
    call('s3:PutObject', `${sandboxes}/${profile}/x`),
    call('sagemaker:DescribeTrainingJob', of('training-job')),
    call('sagemaker:InvokeEndpoint', of('endpoint')),
    call('sagemaker:CallMlflowAppApi', arnOf(ground, 'sagemaker', 'mlflow-app/id-of-stranger'), secret),
    call('sagemaker-mlflow:GetRun', of('mlflow-tracking-server')),
    call('redshift-data:ExecuteStatement', arnOf(ground, 'redshift-serverless', 'workgroup/id'), secret),
    call('states:StartExecution', arnOf(ground, 'states', `stateMachine:${names.projectPrefix(project)}1`)),
    call('ssm:GetParameter', arnOf(ground, 'ssm', `parameter${names.settingsPath(project)}/x`)),
    call('budgets:ViewBudget', `arn:${partition}:budgets::${account}:budget/${names.budget(project)}-0a1b2c3d`),
    call('codecommit:GitPull', arnOf(ground, 'codecommit', names.repository(project))),
    call(
      'logs:GetLogEvents',
      arnOf(ground, 'logs', `log-group:/aws/sagemaker/TrainingJobs:log-stream:${names.projectPrefix(project)}1/a`),
    ),
    call('iam:PassRole', names.roleArn(names.jobRole(project)), { 'iam:PassedToService': 'sagemaker.amazonaws.com' }),
    call('emr-serverless:GetJobRun', run, secret),
    call('emr-serverless:TagResource', run, { 'aws:RequestTag/atelier:project': project }),
  ];
  return inSecret.map((attempt) => [`reaches into a project without being a member`, attempt] as const);
}

/** Rights used for something else than what they are given for. */
export function misuse(ground: PolicyGround, person: Person, project: string): readonly Trespass[] {
  return [...useElsewhere(ground), ...useForMore(ground, project), ...abroad(ground, person, project)];
}

/** The key, tokens and packages, for what they are not given for. */
function useElsewhere(ground: PolicyGround): readonly Trespass[] {
  const { names, ids } = ground;
  const throughS3 = { 'kms:ViaService': `s3.${names.place.region}.amazonaws.com` };
  const another = `${ids.keyArn.slice(0, -1)}0`;
  const packages = (resource: string) => arnOf(ground, 'codeartifact', resource);
  return [
    ['decrypts without a service', call('kms:Decrypt', ids.keyArn)],
    ['decrypts with another key', call('kms:Decrypt', another, throughS3)],
    ['lends the key to a person', call('kms:CreateGrant', ids.keyArn, throughS3)],
    ['lends the key for no service', call('kms:CreateGrant', ids.keyArn, { 'kms:GrantIsForAWSResource': 'true' })],
    ['lends another key', call('kms:CreateGrant', another, { ...throughS3, 'kms:GrantIsForAWSResource': 'true' })],
    [
      'gets a token for another service',
      call('sts:GetServiceBearerToken', '*', { 'sts:AWSServiceName': 'q.amazonaws.com' }),
    ],
    ['installs from another repository', call('codeartifact:ReadFromRepository', packages('repository/x/y'))],
    ['gets a token of another domain', call('codeartifact:GetAuthorizationToken', packages('domain/x'))],
  ];
}

/** Rights in a project, for what is not the own work there. */
function useForMore(ground: PolicyGround, project: string): readonly Trespass[] {
  const { names } = ground;
  const { partition, account } = names.place;
  const job = arnOf(ground, 'sagemaker', `training-job/${names.projectPrefix(project)}train-1`);
  const sandboxes = bucketArn(ground, names.projectBucket(project, 'sandboxes'));
  return [
    [
      'passes the role of jobs to a function',
      call('iam:PassRole', names.roleArn(names.jobRole(project)), { 'iam:PassedToService': 'lambda.amazonaws.com' }),
    ],
    ['tags what is there already', call('sagemaker:AddTags', job)],
    ['searches through all projects', call('sagemaker:Search', '*')],
    [
      'reads the answer of somebody else',
      call('redshift-data:GetStatementResult', '*', { 'redshift-data:statement-owner-iam-userid': 'AROASOMEBODY' }),
    ],
    [
      'runs an application of another workspace',
      call('emr-serverless:StartJobRun', arnOf(ground, 'emr-serverless', '/applications/1'), {
        'aws:ResourceTag/atelier:workspace': foreign,
        'aws:RequestTag/atelier:project': project,
      }),
    ],
    [
      'lists a sandbox of somebody else',
      call('s3:ListBucket', sandboxes, { 's3:prefix': `${strangePerson(ground)}/` }),
    ],
    [
      'sees the costs of another workspace',
      call('budgets:ViewBudget', `arn:${partition}:budgets::${account}:budget/${foreign}-0a1b2c3d`),
    ],
  ];
}

/** The right call about something of another region, domain or kind. */
function abroad(ground: PolicyGround, { profile }: Person, project: string): readonly Trespass[] {
  const { partition, account, region } = ground.names.place;
  const farRegion = region === 'us-east-1' ? 'eu-west-1' : 'us-east-1';
  const ours = { 'aws:ResourceTag/atelier:project': project, 'aws:RequestTag/atelier:project': project };
  const inWorkspace = { ...ours, 'aws:ResourceTag/atelier:workspace': ground.names.workspace };
  const there = (service: string, resource: string) =>
    `arn:${partition}:${service}:${farRegion}:${account}:${resource}`;
  const own = {
    'sagemaker:SpaceSharingType': 'Private',
    'sagemaker:OwnerUserProfileArn': inDomain(ground, 'user-profile', profile),
  };
  const shared = inDomain(ground, 'app', `${ground.names.sharedSpace(project)}/JupyterLab/default`);
  const elsewhere = (kind: string) => arnOf(ground, 'sagemaker', `${kind}/d-elsewhere/x`);
  const tagging = { 'sagemaker:TaggingAction': 'CreateTrainingJob' };
  const calls: ApiCall[] = [
    call('redshift-data:ExecuteStatement', there('redshift-serverless', 'workgroup/1'), ours),
    call('emr-serverless:GetJobRun', there('emr-serverless', '/applications/1/jobruns/1'), ours),
    call('emr-serverless:StartJobRun', there('emr-serverless', '/applications/1'), inWorkspace),
    call('emr-serverless:TagResource', there('emr-serverless', '/applications/1/jobruns/1'), ours),
    call('sagemaker:CallMlflowAppApi', there('sagemaker', 'mlflow-app/1'), ours),
    call('sagemaker:CreateApp', `${elsewhere('app')}/JupyterLab/default`, own),
    call('sagemaker:CreateApp', shared, {
      'sagemaker:SpaceSharingType': 'Private',
      'sagemaker:OwnerUserProfileArn': elsewhere('user-profile'),
    }),
    call('sagemaker:DeleteApp', `${elsewhere('app')}/JupyterLab/default`, own),
    call('sagemaker:DescribeDomain', arnOf(ground, 'sagemaker', 'domain/d-elsewhere')),
    call('sagemaker:AddTags', arnOf(ground, 'sagemaker', `training-job/${foreign}-1`), tagging),
  ];
  return calls.map((attempt) => ['does the right thing in the wrong place', attempt] as const);
}
