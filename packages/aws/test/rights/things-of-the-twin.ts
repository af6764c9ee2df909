import type { RightsHolder } from '../../src/rights/rights-policy.ts';
import { deployedAcme, type IamRequest, ofOwnAccount } from './requests-of.ts';

/** Beside `acme`, in the same account and region, with a name that goes on from it. */
export const twin = 'acme-two';
export const deployedTwin = {
  id: deployedAcme.id?.replaceAll('acme', twin) ?? '',
  domain: 'd-00000000000000002',
  application: 'arn:aws:sso::123456789012:application/ssoins-0123456789abcdef/apl-0000000000000002',
};

/** Who of the twin's own may do it, and what: everything here is a thing of the twin's. */
export type Doing = readonly [holder: Exclude<RightsHolder, 'status'>, action: string, request: IamRequest];

const tags = { 'atelier:workspace': twin, 'atelier:id': deployedTwin.id };
const given = Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]));
const at = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:123456789012:${resource}`;
const iam = (resource: string) => `arn:aws:iam::123456789012:${resource}`;
const s3 = (use: string, key = '') => `arn:aws:s3:::${twin}-${use}-123456789012-euc1${key}`;
const fence = { 'iam:PermissionsBoundary': iam(`policy/AtelierBoundary-${twin}`) };
const role = iam(`role/${twin}-jobs-sales-forecasting`);
const project = 'sales-forecasting';
const data = s3(`${project}-data`);

type Context = Readonly<Record<string, string>>;
const doing =
  (holder: Doing[0], isTagged: 'tagged' | 'untagged') =>
  (action: string, resource: string, context: Context = {}): Doing => [
    holder,
    action,
    { action, resource, context, tags: isTagged === 'tagged' ? tags : {} },
  ];

const changes = doing('execution', 'tagged');
const changesNamed = doing('execution', 'untagged');
const makes = (action: string, resource: string, context: Context = {}): Doing =>
  changesNamed(action, resource, { ...given, ...context });
const removes = doing('deploy', 'tagged');
const removesNamed = doing('deploy', 'untagged');
const works = doing('boundary', 'tagged');
const worksNamed = doing('boundary', 'untagged');

const made: readonly Doing[] = [
  makes('iam:CreateRole', role, fence),
  makes('ec2:CreateVpc', at('ec2', 'vpc/vpc-new')),
  makes('sagemaker:CreateDomain', at('sagemaker', 'domain/d-new')),
  makes('sagemaker:CreateUserProfile', at('sagemaker', `user-profile/${deployedTwin.domain}/ana`)),
  makes('sagemaker:CreateSpace', at('sagemaker', `space/${deployedTwin.domain}/ana`)),
  makes('codecommit:CreateRepository', at('codecommit', `${twin}-${project}`)),
  makes('sns:CreateTopic', at('sns', `${twin}-${project}-notices`)),
  makes('logs:CreateLogGroup', at('logs', `log-group:${twin}-network-Log`)),
  makes('redshift-serverless:CreateNamespace', at('redshift-serverless', 'namespace/new')),
  changesNamed('s3:CreateBucket', data),
  changesNamed('ssm:PutParameter', at('ssm', `parameter/${twin}/projects/${project}/data`)),
  changesNamed('kms:CreateAlias', at('kms', `alias/${twin}`)),
  makes('codeartifact:CreateDomain', '*'),
  changesNamed('sagemaker:CreateModelPackageGroup', at('sagemaker', `model-package-group/${twin}--${project}--models`)),
  changesNamed(
    'sagemaker:CreateStudioLifecycleConfig',
    at('sagemaker', `studio-lifecycle-config/${twin}-0123456789ab`),
  ),
];

const server = at('sagemaker', `mlflow-tracking-server/${twin}--${project}--mlflow`);

const changed: readonly Doing[] = [
  changes('iam:PutRolePolicy', role, fence),
  changes('iam:UpdateAssumeRolePolicy', role, fence),
  changes('iam:AttachRolePolicy', role, { ...fence, 'iam:PolicyARN': iam(`policy/${twin}-viewer`) }),
  changes('iam:DetachRolePolicy', role, { ...fence, 'iam:PolicyARN': iam(`policy/${twin}-limits-viewer`) }),
  changes('iam:PutRolePermissionsBoundary', role, fence),
  changes('iam:DeleteRole', role),
  changes('iam:UntagRole', role),
  changesNamed('iam:CreatePolicyVersion', iam(`policy/${twin}-viewer`)),
  changesNamed('iam:CreatePolicyVersion', iam(`policy/${twin}--${project}--viewer`)),
  changesNamed('iam:DeletePolicy', iam(`policy/${twin}-limits-viewer`)),
  changesNamed('iam:PassRole', role, { 'iam:PassedToService': 'sagemaker.amazonaws.com' }),
  changes('kms:PutKeyPolicy', at('kms', 'key/theirs')),
  changes('kms:CreateGrant', at('kms', 'key/theirs')),
  changes('kms:ScheduleKeyDeletion', at('kms', 'key/theirs')),
  changes('kms:UntagResource', at('kms', 'key/theirs')),
  changes('ec2:CreateSubnet', at('ec2', 'vpc/vpc-theirs')),
  changes('ec2:DeleteVpc', at('ec2', 'vpc/vpc-theirs')),
  changes('ec2:AuthorizeSecurityGroupIngress', at('ec2', 'security-group/sg-theirs')),
  changes('ec2:ModifyVpcEndpoint', at('ec2', 'vpc-endpoint/vpce-theirs')),
  changes('ec2:AssociateRouteTable', at('ec2', 'route-table/rtb-theirs')),
  changes('ec2:DeleteTags', at('ec2', 'vpc/vpc-theirs')),
  changes('ec2:CreateTags', at('ec2', 'vpc/vpc-theirs'), given),
  changes('sagemaker:UpdateDomain', at('sagemaker', `domain/${deployedTwin.domain}`)),
  changes('sagemaker:UpdateUserProfile', at('sagemaker', `user-profile/${deployedTwin.domain}/ana`)),
  changes('sagemaker:UpdateSpace', at('sagemaker', `space/${deployedTwin.domain}/ana`)),
  changes('sagemaker:AddTags', at('sagemaker', `domain/${deployedTwin.domain}`), given),
  changesNamed('sagemaker:UpdateMlflowTrackingServer', server),
  changesNamed('scheduler:UpdateSchedule', at('scheduler', `schedule/default/${twin}--${project}--mlflow-stop`)),
  changes('codecommit:UpdateRepositoryDescription', at('codecommit', `${twin}-${project}`)),
  changes('sns:SetTopicAttributes', at('sns', `${twin}-${project}-notices`)),
  changes('sns:Subscribe', at('sns', `${twin}-${project}-notices`)),
  changes('logs:PutRetentionPolicy', at('logs', `log-group:${twin}-network-Log`)),
  changes('redshift-serverless:UpdateNamespace', at('redshift-serverless', 'namespace/theirs')),
  changes('redshift-serverless:DeleteWorkgroup', at('redshift-serverless', 'workgroup/theirs')),
  changes('route53resolver:UpdateFirewallDomains', at('route53resolver', 'firewall-domain-list/theirs')),
  changesNamed(
    'secretsmanager:UpdateSecret',
    at('secretsmanager', `secret:redshift!${twin}-${project}-warehouse_admin-AbCdEf`),
  ),
  changesNamed('s3:PutBucketPolicy', data),
  changesNamed('s3:PutLifecycleConfiguration', data),
  changesNamed('s3:DeleteBucketPolicy', s3('access-logs')),
  changesNamed('ssm:DeleteParameter', at('ssm', `parameter/${twin}/projects/${project}/data`)),
  changesNamed(
    'codeartifact:PutRepositoryPermissionsPolicy',
    at('codeartifact', `repository/${twin}/${twin}-packages`),
  ),
  changesNamed('budgets:ModifyBudget', `arn:aws:budgets::123456789012:budget/${twin}-0a1b2c3d`),
  changesNamed('budgets:ModifyBudget', `arn:aws:budgets::123456789012:budget/${twin}-${project}-0a1b2c3d`),
  changesNamed('sagemaker:DeleteModelPackageGroup', at('sagemaker', `model-package-group/${twin}--${project}--models`)),
];

const removed: readonly Doing[] = [
  ...['network', 'foundation', `project-${project}`, 'people-01'].map((stack) =>
    removes('cloudformation:DeleteStack', at('cloudformation', `stack/${twin}-${stack}/0a1b`)),
  ),
  removesNamed('cloudformation:ListStackResources', at('cloudformation', `stack/${twin}-network/0a1b`)),
  removes('sagemaker:DeleteApp', at('sagemaker', `app/${deployedTwin.domain}/ana/JupyterLab/default`)),
  removes('sagemaker:DeleteSpace', at('sagemaker', `space/${deployedTwin.domain}/ana`)),
  removes('sagemaker:DeleteDomain', at('sagemaker', `domain/${deployedTwin.domain}`)),
  removesNamed('sso:CreateApplicationAssignment', deployedTwin.application, ofOwnAccount),
  removesNamed('sso:DeleteApplicationAssignment', deployedTwin.application, ofOwnAccount),
  removesNamed('ssm:PutParameter', at('ssm', `parameter/atelier/assigned/${twin}/u`)),
  removesNamed('ssm:GetParametersByPath', at('ssm', `parameter/atelier/assigned/${twin}`)),
  removesNamed('sagemaker:DeleteMlflowTrackingServer', server),
  removesNamed('sagemaker:DeleteEndpoint', at('sagemaker', `endpoint/${twin}--${project}--forecast`)),
  removesNamed('sagemaker:DeleteModel', at('sagemaker', `model/${twin}--${project}--forecast`)),
  removesNamed('sagemaker:DeleteModelPackage', at('sagemaker', `model-package/${twin}--${project}--models/1`)),
  removesNamed('s3:DeleteBucket', data),
  removesNamed('s3:DeleteObjectVersion', `${data}/sales.parquet`),
  removesNamed('s3:ListBucketVersions', data),
  removesNamed('logs:DeleteLogGroup', at('logs', `log-group:/aws/sagemaker/Endpoints/${twin}--${project}--x`)),
  removesNamed('logs:DeleteLogGroup', at('logs', `log-group:/aws/lambda/${twin}-foundation-Templates`)),
  removes('kms:ScheduleKeyDeletion', at('kms', 'key/theirs')),
  removes('codecommit:DeleteRepository', at('codecommit', `${twin}-${project}`)),
  removes('redshift-serverless:DeleteNamespace', at('redshift-serverless', 'namespace/theirs')),
  ...(['elasticfilesystem:DeleteFileSystem', 'ec2:DeleteSecurityGroup'] as const).map((action): Doing => {
    const resource = action.startsWith('ec2')
      ? at('ec2', 'security-group/sg-9')
      : at('elasticfilesystem', 'file-system/fs-9');
    const ofDomain = { ManagedByAmazonSageMakerResource: at('sagemaker', `domain/${deployedTwin.domain}`) };
    return ['deploy', action, { action, resource, tags: ofDomain }];
  }),
];

const used: readonly Doing[] = [
  worksNamed('s3:GetObject', `${data}/sales.parquet`),
  worksNamed('s3:PutObject', s3(`${project}-artifacts`, '/model.tar.gz')),
  worksNamed('s3:DeleteObject', s3(`${project}-sandboxes`, '/ana/notes')),
  worksNamed('s3:ListBucket', data),
  works('kms:Decrypt', at('kms', 'key/theirs')),
  works('kms:GenerateDataKey', at('kms', 'key/theirs')),
  works('codecommit:GitPull', at('codecommit', `${twin}-${project}`)),
  works('codecommit:GitPush', at('codecommit', `${twin}-${project}`)),
  worksNamed('ssm:GetParameter', at('ssm', `parameter/${twin}/projects/${project}/data`)),
  works('sns:Publish', at('sns', `${twin}-${project}-notices`)),
  worksNamed('sagemaker:InvokeEndpoint', at('sagemaker', `endpoint/${twin}--${project}--forecast`)),
  worksNamed('sagemaker:UpdateModelPackage', at('sagemaker', `model-package/${twin}--${project}--models/1`)),
  worksNamed('sagemaker:CreateTrainingJob', at('sagemaker', `training-job/${twin}--${project}--x`)),
  works('sagemaker:CreatePresignedDomainUrl', at('sagemaker', `user-profile/${deployedTwin.domain}/ana`)),
  worksNamed('sagemaker:CreateApp', at('sagemaker', `app/${deployedTwin.domain}/ana/JupyterLab/default`)),
  worksNamed('sagemaker-mlflow:SearchRuns', server),
  worksNamed('sagemaker:StartMlflowTrackingServer', server),
  worksNamed('states:StartExecution', at('states', `stateMachine:${twin}--${project}--sales`)),
  works('redshift-data:ExecuteStatement', at('redshift-serverless', 'workgroup/theirs')),
  works('redshift-serverless:GetCredentials', at('redshift-serverless', 'workgroup/theirs')),
  works('ec2:CreateNetworkInterface', at('ec2', 'subnet/subnet-theirs')),
  worksNamed(
    'logs:GetLogEvents',
    at('logs', `log-group:/aws/sagemaker/TrainingJobs:log-stream:${twin}--${project}--x`),
  ),
  worksNamed('codeartifact:ReadFromRepository', at('codeartifact', `repository/${twin}/${twin}-packages`)),
  worksNamed('budgets:ViewBudget', `arn:aws:budgets::123456789012:budget/${twin}-0a1b2c3d`),
  worksNamed('iam:PassRole', role, { 'iam:PassedToService': 'sagemaker.amazonaws.com' }),
];

export const thingsOfTheTwin: readonly Doing[] = [...made, ...changed, ...removed, ...used];
