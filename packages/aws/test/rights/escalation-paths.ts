import type { IamRequest } from './requests-of.ts';

/** A way to more rights than somebody was given: it is shut when one of its steps is refused. */
export type Path = readonly [name: string, ...steps: readonly IamRequest[]];

const iam = (resource: string) => `arn:aws:iam::123456789012:${resource}`;
const at = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:123456789012:${resource}`;

export function ask(action: string, resource: string, context: Readonly<Record<string, string>> = {}): IamRequest {
  return { action, resource, tags: {}, context };
}

const admin = iam('role/admin');
const everything = 'arn:aws:iam::aws:policy/AdministratorAccess';
const attach = { 'iam:PolicyARN': everything };
const pass = (service: string, role = admin) => ask('iam:PassRole', role, { 'iam:PassedToService': service });
const launch = (name: string, service: string, ...steps: readonly IamRequest[]): Path => [
  `an administrator's role for ${name}`,
  pass(`${service}.amazonaws.com`),
  ...steps,
];
const one = (action: string, resource: string, context = {}): Path => [action, ask(action, resource, context)];

/** The published ways through IAM itself (Rhino Security Labs; Bishop Fox, IAM Vulnerable), and their like. */
const throughIam: readonly Path[] = [
  one('iam:CreatePolicyVersion', iam('policy/Admin')),
  one('iam:SetDefaultPolicyVersion', iam('policy/Admin')),
  one('iam:DeletePolicyVersion', iam('policy/Admin')),
  one('iam:CreateAccessKey', iam('user/admin')),
  one('iam:UpdateAccessKey', iam('user/admin')),
  one('iam:CreateLoginProfile', iam('user/admin')),
  one('iam:UpdateLoginProfile', iam('user/admin')),
  one('iam:CreateServiceSpecificCredential', iam('user/admin')),
  one('iam:ResetServiceSpecificCredential', iam('user/admin')),
  one('iam:DeactivateMFADevice', iam('user/admin')),
  one('iam:AttachUserPolicy', iam('user/somebody'), attach),
  one('iam:AttachGroupPolicy', iam('group/team'), attach),
  one('iam:PutUserPolicy', iam('user/somebody')),
  one('iam:PutGroupPolicy', iam('group/team')),
  one('iam:AddUserToGroup', iam('group/admins')),
  one('iam:AttachRolePolicy', admin, attach),
  one('iam:PutRolePolicy', admin),
  one('iam:DetachRolePolicy', admin, attach),
  one('iam:DeleteRolePolicy', admin),
  one('iam:UpdateAssumeRolePolicy', admin),
  one('iam:TagRole', admin, { 'aws:RequestTag/atelier:workspace': 'acme' }),
  one('iam:TagUser', iam('user/somebody')),
  one('iam:DeleteRolePermissionsBoundary', iam('role/acme-studio')),
  one('iam:DeleteUserPermissionsBoundary', iam('user/somebody')),
  one('iam:PutUserPermissionsBoundary', iam('user/somebody')),
  one('iam:AddRoleToInstanceProfile', iam('instance-profile/any')),
  one('iam:CreateSAMLProvider', iam('saml-provider/any')),
  one('iam:UpdateSAMLProvider', iam('saml-provider/any')),
  one('iam:CreateOpenIDConnectProvider', iam('oidc-provider/any')),
  one('iam:AddClientIDToOpenIDConnectProvider', iam('oidc-provider/any')),
  one('sts:AssumeRole', admin),
  // Who operates a workspace lists and deletes from outside its network.
  one('iam:CreateRole', iam('role/acme-operator'), {
    'iam:PermissionsBoundary': iam('policy/AtelierBoundary-acme'),
    'aws:RequestTag/atelier:workspace': 'acme',
  }),
  one('iam:UpdateAssumeRolePolicy', iam('role/acme-operator')),
  one('sts:AssumeRole', iam('role/acme-operator')),
  one('sts:AssumeRole', iam('role/cdk-hnb659fds-cfn-exec-role-123456789012-eu-central-1')),
  one('sts:GetFederationToken', 'arn:aws:sts::123456789012:federated-user/any'),
  one('sso:PutInlinePolicyToPermissionSet', 'arn:aws:sso:::permissionSet/ssoins-1/ps-1'),
  one('sso:CreateAccountAssignment', 'arn:aws:sso:::permissionSet/ssoins-1/ps-1'),
  one('identitystore:CreateGroupMembership', 'arn:aws:identitystore:::group/g-1'),
  one('organizations:DetachPolicy', 'arn:aws:organizations::123456789012:policy/o-1/service_control_policy/p-1'),
  one('account:PutAlternateContact', 'arn:aws:account::123456789012:account'),
];

const kinds = [
  ['NotebookInstance', 'notebook-instance/acme--x'],
  ['TrainingJob', 'training-job/acme--x'],
  ['ProcessingJob', 'processing-job/acme--x'],
  ['HyperParameterTuningJob', 'hyper-parameter-tuning-job/acme--x'],
  ['AutoMLJobV2', 'automl-job/acme--x'],
  ['Model', 'model/acme--x'],
  ['Domain', 'domain/acme--x'],
  ['UserProfile', 'user-profile/d-1/acme--x'],
  ['Pipeline', 'pipeline/acme--x'],
] as const;

/** A privileged role is passed to what runs somebody's own code. */
const throughPassing: readonly Path[] = [
  launch('an instance', 'ec2', ask('ec2:RunInstances', at('ec2', 'instance/*'))),
  launch('a spot instance', 'ec2', ask('ec2:RequestSpotInstances', at('ec2', 'spot-instances-request/*'))),
  launch('a running instance', 'ec2', ask('ec2:AssociateIamInstanceProfile', at('ec2', 'instance/i-1'))),
  launch('a function', 'lambda', ask('lambda:CreateFunction', at('lambda', 'function:any'))),
  launch('a function that an event calls', 'lambda', ask('lambda:CreateEventSourceMapping', '*')),
  launch(
    'a function of the workspace',
    'lambda',
    ask('lambda:CreateFunction', at('lambda', 'function:acme-foundation-x')),
  ),
  launch('a stack', 'cloudformation', ask('cloudformation:CreateStack', at('cloudformation', 'stack/any/1'))),
  launch('a set of stacks', 'cloudformation', ask('cloudformation:CreateStackSet', '*')),
  launch('a Glue endpoint', 'glue', ask('glue:CreateDevEndpoint', '*')),
  launch('a Glue job', 'glue', ask('glue:CreateJob', at('glue', 'job/any'))),
  launch('a changed Glue job', 'glue', ask('glue:UpdateJob', at('glue', 'job/any'))),
  launch('a Glue session', 'glue', ask('glue:CreateSession', at('glue', 'session/any'))),
  launch('a data pipeline', 'datapipeline', ask('datapipeline:CreatePipeline', '*')),
  launch('a CodeBuild project', 'codebuild', ask('codebuild:CreateProject', at('codebuild', 'project/any'))),
  launch('a pipeline', 'codepipeline', ask('codepipeline:CreatePipeline', at('codepipeline', 'any'))),
  launch('an EMR cluster', 'elasticmapreduce', ask('elasticmapreduce:RunJobFlow', '*')),
  launch('a Spark run', 'emr-serverless', ask('emr-serverless:StartJobRun', at('emr-serverless', '/applications/1'))),
  launch('a task', 'ecs-tasks', ask('ecs:RunTask', at('ecs', 'task-definition/any:1'))),
  launch('a state machine', 'states', ask('states:CreateStateMachine', at('states', 'stateMachine:acme--x'))),
  launch('a state that is tried out', 'states', ask('states:TestState', '*')),
  launch('a schedule', 'scheduler', ask('scheduler:CreateSchedule', at('scheduler', 'schedule/default/any'))),
  launch('a rule', 'events', ask('events:PutTargets', at('events', 'rule/StepFunctionsGetEventsX'))),
  launch('a batch job', 'batch', ask('batch:SubmitJob', at('batch', 'job-queue/any'))),
  launch(
    'a warehouse',
    'redshift-serverless',
    ask('redshift-serverless:CreateNamespace', at('redshift-serverless', 'namespace/1')),
  ),
  launch('an Airflow environment', 'airflow', ask('airflow:CreateEnvironment', at('airflow', 'environment/any'))),
  launch('an agent', 'bedrock', ask('bedrock:CreateAgent', '*')),
  launch('a web service', 'build.apprunner', ask('apprunner:CreateService', at('apprunner', 'service/any/1'))),
  launch('an identity pool', 'cognito-identity', ask('cognito-identity:SetIdentityPoolRoles', '*')),
  ...kinds.map(([what, kind]) =>
    launch(`SageMaker's ${what}`, 'sagemaker', ask(`sagemaker:Create${what}`, at('sagemaker', kind))),
  ),
];

/** Paths that take over what somebody else's privileged role works for. */
const throughOthers: readonly Path[] = [
  one('lambda:UpdateFunctionCode', at('lambda', 'function:theirs')),
  one('lambda:UpdateFunctionConfiguration', at('lambda', 'function:theirs')),
  one('lambda:AddPermission', at('lambda', 'function:theirs')),
  one('cloudformation:UpdateStack', at('cloudformation', 'stack/theirs/1')),
  one('cloudformation:CreateChangeSet', at('cloudformation', 'stack/theirs/1')),
  one('cloudformation:ExecuteChangeSet', at('cloudformation', 'stack/theirs/1')),
  one('cloudformation:SetStackPolicy', at('cloudformation', 'stack/theirs/1')),
  one('glue:UpdateDevEndpoint', at('glue', 'devEndpoint/theirs')),
  one('codebuild:StartBuild', at('codebuild', 'project/theirs')),
  one('codebuild:UpdateProject', at('codebuild', 'project/theirs')),
  one('elasticmapreduce:AddJobFlowSteps', at('elasticmapreduce', 'cluster/j-1')),
  one('ecs:ExecuteCommand', at('ecs', 'task/any/1')),
  one('eks:CreateAccessEntry', at('eks', 'cluster/any')),
  one('eks:AssociateAccessPolicy', at('eks', 'access-entry/any/role/123456789012/x/1')),
  one('states:UpdateStateMachine', at('states', 'stateMachine:theirs')),
  one('airflow:CreateCliToken', at('airflow', 'environment/theirs')),
  one('ssm:SendCommand', at('ec2', 'instance/i-1')),
  one('ssm:StartSession', at('ec2', 'instance/i-1')),
  one('ssm:PutParameter', at('ssm', 'parameter/theirs')),
  one('ec2-instance-connect:SendSSHPublicKey', at('ec2', 'instance/i-1')),
  one('ec2:ModifyInstanceAttribute', at('ec2', 'instance/i-1')),
  one('ec2:CreateLaunchTemplateVersion', at('ec2', 'launch-template/lt-1')),
  one('sagemaker:CreatePresignedNotebookInstanceUrl', at('sagemaker', 'notebook-instance/theirs')),
  one('sagemaker:UpdateNotebookInstance', at('sagemaker', 'notebook-instance/theirs')),
  one('sagemaker:CreateNotebookInstanceLifecycleConfig', at('sagemaker', 'notebook-instance-lifecycle-config/any')),
  one('secretsmanager:GetSecretValue', at('secretsmanager', 'secret:theirs-abcdef')),
  one('kms:PutKeyPolicy', at('kms', 'key/theirs')),
  one('kms:CreateGrant', at('kms', 'key/theirs')),
  one('s3:PutBucketPolicy', 'arn:aws:s3:::theirs'),
  one('s3:PutObject', 'arn:aws:s3:::cdk-hnb659fds-assets-123456789012-eu-central-1/template.json'),
];

export const escalationPaths: readonly Path[] = [...throughIam, ...throughPassing, ...throughOthers];
