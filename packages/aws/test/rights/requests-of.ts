import type { Call } from '@atelier/simulated-aws';
import type { DeployedIds } from '../../src/rights/rights-ground.ts';

/** A request that IAM is asked for a call. */
export interface IamRequest {
  readonly action: string;
  readonly resource: string;
  /** Tags of the resource, where it has any that policies speak of. */
  readonly tags: Readonly<Record<string, string>>;
  /** Further facts that IAM knows of the request. */
  readonly context?: Readonly<Record<string, string>>;
}

/** Ids that the recorded deployment would be tagged and called by, once it is there. */
export const deployedAcme: DeployedIds = {
  id: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/acme-network/0a1b2c3d-0000-0000-0000-000000000000',
  domain: 'd-00000000000000001',
  application: 'arn:aws:sso::123456789012:application/ssoins-0123456789abcdef/apl-0000000000000001',
};

/** Both tags: a policy that asks for one of them alone sees it too. */
export const ours = { 'atelier:workspace': 'acme', 'atelier:id': deployedAcme.id ?? '' };
const ofDomain = { ManagedByAmazonSageMakerResource: arn('sagemaker', `domain/${deployedAcme.domain}`) };

/** Actions of IAM that are called otherwise than the operation (Service Authorization Reference, Amazon S3). */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  's3:ListBuckets': ['s3:ListAllMyBuckets'],
  's3:HeadBucket': ['s3:ListBucket'],
  's3:ListObjectVersions': ['s3:ListBucketVersions'],
  's3:DeleteObjects': ['s3:DeleteObject', 's3:DeleteObjectVersion'],
};

const [store, user] = [':999988887777:identitystore/d-1', '::user/u'];

/** Each on all of these (Service Authorization Reference, "AWS Identity Store"); the store is an organisation's. */
const inDirectory: Readonly<Record<string, readonly string[]>> = {
  'identitystore:GetUserId': [store, user],
  'identitystore:IsMemberInGroups': [store, user, '::group/g', '::membership/*'],
};

/** SageMaker has made the application for a domain of this account. */
export const ofOwnAccount = { 'sso:ApplicationAccount': '123456789012', 'aws:PrincipalAccount': '123456789012' };

/** Requests that IAM is asked for a call of the example's; without a line here, the call is asked for on everything. */
export function requestsOf({ service, action, input }: Call): readonly IamRequest[] {
  const operation = `${service}:${action}`;
  const kinds = inDirectory[operation];
  if (kinds !== undefined)
    return kinds.map((kind) => ({ action: operation, resource: `arn:aws:identitystore:${kind}`, tags: {} }));
  const [, target] = targets.find(([pattern]) => pattern.test(operation)) ?? [];
  const { resource = '*', tags = {}, context = {} } = target?.(input) ?? {};
  return (otherNames[operation] ?? [operation]).map((name) => ({ action: name, resource, tags, context }));
}

type Target = (input: Call['input']) => Partial<Omit<IamRequest, 'action'>>;

/** Targets of operations: what each is about, by the first that fits. */
const targets: readonly (readonly [RegExp, Target])[] = [
  [/^cloudformation:(ListStacks|ListImports|DescribeStackDriftDetectionStatus)$/, () => ({})],
  [/^cloudformation:/, ({ StackName }) => ({ resource: stack(StackName), tags: ours })],
  [/^sts:AssumeRole$/, ({ RoleArn = '' }) => ({ resource: RoleArn })],
  [/^iam:GetRole$/, ({ RoleName }) => ({ resource: `arn:aws:iam::123456789012:role/${RoleName}` })],
  [/^ssm:/, ({ Name, Path }) => ({ resource: arn('ssm', `parameter${Name ?? Path}`) })],
  [/^sso:ListInstances$/, () => ({})],
  [/^sso:/, ({ ApplicationArn = '' }) => ({ resource: ApplicationArn, context: ofOwnAccount })],
  [/^s3:ListBuckets$/, () => ({})],
  [/^s3:DeleteObjects$/, ({ Bucket }) => ({ resource: `arn:aws:s3:::${Bucket}/any` })],
  [/^s3:/, ({ Bucket }) => ({ resource: `arn:aws:s3:::${Bucket}` })],
  [/^sagemaker:ListPipelineExecutions$/, ({ PipelineName }) => project(`pipeline/${PipelineName}`)],
  [
    /^sagemaker:(Describe|Stop)PipelineExecution$/,
    ({ PipelineExecutionArn = '' }) => ({ resource: PipelineExecutionArn }),
  ],
  [/^sagemaker:\w+(Job(V2)?|NotebookInstance|MonitoringSchedule|Pipeline)$/, (input) => project(runningIn(input))],
  [/^sagemaker:ListTags$/, ({ ResourceArn = '' }) => ({ resource: ResourceArn })],
  [/^sagemaker:(Add|Delete)Tags$/, ({ ResourceArn = '' }) => ({ resource: ResourceArn, tags: ours })],
  [
    /^redshift-serverless:(ListTagsForResource|TagResource|UntagResource)$/,
    ({ resourceArn = '' }) => ({ resource: resourceArn, tags: ours }),
  ],
  [/^sagemaker:List/, () => ({})],
  [/^sagemaker:\w+App$/, (input) => ({ resource: input.Arn ?? app(input), tags: ours })],
  [/^sagemaker:\w+Space$/, ({ DomainId, SpaceName }) => studio(`space/${DomainId}/${SpaceName}`)],
  [
    /^sagemaker:\w+UserProfile$/,
    ({ DomainId, UserProfileName }) => studio(`user-profile/${DomainId}/${UserProfileName}`),
  ],
  [/^sagemaker:\w+Domain$/, ({ DomainId }) => studio(`domain/${DomainId}`)],
  [/^sagemaker:\w+Server$/, ({ TrackingServerName }) => project(`mlflow-tracking-server/${TrackingServerName}`)],
  [/^sagemaker:\w+Endpoint$/, ({ EndpointName }) => project(`endpoint/${EndpointName}`)],
  [/^sagemaker:\w+EndpointConfig$/, ({ EndpointConfigName }) => project(`endpoint-config/${EndpointConfigName}`)],
  [/^sagemaker:\w+Model$/, ({ ModelName }) => project(`model/${ModelName}`)],
  [/^sagemaker:\w+ModelPackage$/, ({ ModelPackageName = '' }) => ({ resource: ModelPackageName })],
  [
    /^sagemaker:\w+PackageGroup$/,
    ({ ModelPackageGroupName }) => project(`model-package-group/${ModelPackageGroupName}`),
  ],
  [/^elasticfilesystem:\w+AccessPoint$/, ({ AccessPointId }) => home(`access-point/${AccessPointId}`)],
  [/^elasticfilesystem:/, ({ FileSystemId }) => home(`file-system/${FileSystemId ?? 'fs-of-the-mount-target'}`)],
  [/^ec2:Describe/, () => ({})],
  [/^ec2:/, ({ GroupId }) => ({ resource: arn('ec2', `security-group/${GroupId}`), tags: ofDomain })],
  [/^kms:/, ({ KeyId }) => ({ resource: arn('kms', `key/${KeyId}`), tags: ours })],
  [/^logs:Describe/, () => ({})],
  [/^logs:(ListTagsForResource|TagResource)$/, ({ resourceArn }) => ({ resource: String(resourceArn) })],
  [/^logs:/, ({ logGroupName }) => ({ resource: arn('logs', `log-group:${logGroupName}`) })],
  [/^(codecommit|redshift-serverless):List/, () => ({})],
  [
    /^codecommit:/,
    ({ repositoryName, oldName }) => ({ resource: arn('codecommit', `${repositoryName ?? oldName}`), tags: ours }),
  ],
  [/^redshift-serverless:/, () => ({ resource: arn('redshift-serverless', 'namespace/any-id'), tags: ours })],
];

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:eu-central-1:123456789012:${resource}`;
}

/** Without a name AWS takes the call for one about all stacks (assumed). */
function stack(name = '*/*'): string {
  if (name.startsWith('arn:')) return name.replace('…', '');
  return arn('cloudformation', name.includes('/') ? `stack/${name}` : `stack/${name}/any-id`);
}

function app({ DomainId, SpaceName, UserProfileName, AppType, AppName }: Call['input']): string {
  return arn('sagemaker', `app/${DomainId}/${SpaceName ?? UserProfileName}/${AppType}/${AppName}`);
}

const runningKinds = {
  AutoMLJobName: 'automl-job',
  HyperParameterTuningJobName: 'hyper-parameter-tuning-job',
  MonitoringScheduleName: 'monitoring-schedule',
  NotebookInstanceName: 'notebook-instance',
  PipelineName: 'pipeline',
  ProcessingJobName: 'processing-job',
  TrainingJobName: 'training-job',
  TransformJobName: 'transform-job',
};

function runningIn(input: Call['input']): string {
  const [member = '', kind = ''] = Object.entries(runningKinds).find(([name]) => input[name] !== undefined) ?? [];
  return `${kind}/${input[member]}`;
}

function studio(resource: string) {
  return { resource: arn('sagemaker', resource), tags: ours };
}

function project(resource: string) {
  return { resource: arn('sagemaker', resource) };
}

function home(resource: string) {
  return { resource: arn('elasticfilesystem', resource), tags: ofDomain };
}
