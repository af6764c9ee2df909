import type { EvaluatedResource, EvaluatedStack, ValueMap } from '@atelier/cloudformation';
import { arnOf, bucketArn } from '../../access/policy-ground.ts';
import { assignedPath } from '../../layout/assigned-path.ts';
import { bootstrapQualifier, bootstrapVersionParameter } from '../../layout/bootstrap-names.ts';
import { lockName } from '../../layout/lock-name.ts';
import { operatorArns } from '../../layout/operators.ts';
import { bootstrapRoles } from '../../rights/bootstrap-roles.ts';
import { boundaryName } from '../../rights/boundary-name.ts';
import type { RightsGround } from '../../rights/rights-ground.ts';
import { arnOf as plainArn, plainIds } from '../plain-ids.ts';
import type { OperatedKind, OperatedThing } from './operated-thing.ts';
import { ofDomain, ours } from './our-facts.ts';

type Facts = OperatedThing['facts'];

/** Everything that operators' calls are made on: what templates make, what is made beside them, and what is there before. */
export function operatedThings(ground: RightsGround, stacks: readonly EvaluatedStack[]): readonly OperatedThing[] {
  return [
    thing('everything', '*'),
    ...ofStacks(ground, stacks),
    ...ofTemplates(ground, stacks),
    ...besideTemplates(ground),
    ...ofAccount(ground),
    ...ofSignIn(ground),
  ];
}

function thing(kind: OperatedKind, arn: string, facts: Facts = {}): OperatedThing {
  return { kind, arn, facts };
}

function ofStacks(ground: RightsGround, stacks: readonly EvaluatedStack[]): readonly OperatedThing[] {
  return stacks.map(({ stack }) => thing('stack', arnOf(ground, 'cloudformation', `stack/${stack}/1`), ours(ground)));
}

/** ARN of a resource as policies see it, after its service, account and region. */
const named: Readonly<Record<string, readonly [OperatedKind, service: string, (properties: ValueMap) => string]>> = {
  'AWS::CodeCommit::Repository': ['repository', 'codecommit', ({ RepositoryName }) => String(RepositoryName)],
  'AWS::RedshiftServerless::Namespace': ['namespace', 'redshift-serverless', () => 'namespace/1'],
  'AWS::SageMaker::MlflowApp': ['mlflow-app', 'sagemaker', () => 'mlflow-app/app-1'],
  'AWS::SageMaker::MlflowTrackingServer': [
    'tracking-server',
    'sagemaker',
    ({ TrackingServerName }) => `mlflow-tracking-server/${TrackingServerName}`,
  ],
  'AWS::SageMaker::ModelPackageGroup': [
    'model-package-group',
    'sagemaker',
    ({ ModelPackageGroupName }) => `model-package-group/${ModelPackageGroupName}`,
  ],
  'AWS::SageMaker::StudioLifecycleConfig': [
    'lifecycle-config',
    'sagemaker',
    ({ StudioLifecycleConfigName }) => `studio-lifecycle-config/${StudioLifecycleConfigName}`,
  ],
};

/** People's spaces and profiles differ in names that policies leave open: those of a few stand for all. */
const fewPeople = 3;

function ofTemplates(ground: RightsGround, stacks: readonly EvaluatedStack[]): readonly OperatedThing[] {
  const resources = stacks.flatMap((stack) =>
    stack.resources.filter(({ type }) => type in named || speaking.test(type)),
  );
  const spaces = resources.filter(({ type }) => type === 'AWS::SageMaker::Space').slice(0, fewPeople);
  const profiles = resources.filter(({ type }) => type === 'AWS::SageMaker::UserProfile').slice(0, fewPeople);
  const facts = ours(ground);
  return [
    ...plainIds(resources, ground.names.place).flatMap((resource) => ofResource(resource, ground)),
    thing('domain', arnOf(ground, 'sagemaker', `domain/${ground.ids.domain}`), { ...facts, 'aws:TagKeys': 'team' }),
    ...spaces.map(({ properties }) => inDomain(ground, 'space', `space`, properties.SpaceName)),
    ...profiles.map(({ properties }) => inDomain(ground, 'profile', `user-profile`, properties.UserProfileName)),
  ];
}

const speaking = /^AWS::(KMS::Key|Logs::LogGroup|S3::Bucket|SageMaker::(Space|UserProfile))$/;

function inDomain(ground: RightsGround, kind: OperatedKind, word: string, name: unknown): OperatedThing {
  const facts = kind === 'profile' ? { ...ours(ground), 'aws:TagKeys': 'team' } : ours(ground);
  return thing(kind, arnOf(ground, 'sagemaker', `${word}/${ground.ids.domain}/${name}`), facts);
}

function ofResource(resource: EvaluatedResource, ground: RightsGround): readonly OperatedThing[] {
  const { type, properties, stack } = resource;
  const found = named[type];
  const facts = { ...ours(ground), 'aws:TagKeys': 'team' };
  if (found !== undefined) return [thing(found[0], arnOf(ground, found[1], found[2](properties)), facts)];
  if (type === 'AWS::S3::Bucket') {
    const arn = bucketArn(ground, String(properties.BucketName));
    return [thing('bucket', arn), thing('object', `${arn}/2026/sales.csv`)];
  }
  if (type === 'AWS::KMS::Key') return [thing('key', plainArn(resource, ground.names.place) ?? '', ours(ground))];
  if (type !== 'AWS::Logs::LogGroup') return [];
  // A group without a name is called after its stack.
  const name = properties.LogGroupName ?? `${stack}-${resource.logicalId}-1`;
  return [thing('log-group', arnOf(ground, 'logs', `log-group:${name}`), ours(ground))];
}

/** Jobs, models and apps of people and flows, and what SageMaker makes for a domain. */
function besideTemplates(ground: RightsGround): readonly OperatedThing[] {
  const of = (kind: OperatedKind, rest: string, facts = ours(ground)) =>
    thing(kind, arnOf(ground, 'sagemaker', rest), facts);
  const { domain } = ground.ids;
  const made = ofDomain(ground);
  return [
    of('app', `app/${domain}/somebody/JupyterLab/default`),
    // An app of a file before is found and taken down as well.
    of('mlflow-app', 'mlflow-app/app-0'),
    thing('file-system', arnOf(ground, 'elasticfilesystem', 'file-system/fs-1'), made),
    thing('access-point', arnOf(ground, 'elasticfilesystem', 'access-point/fsap-1'), made),
    thing('domain-group', arnOf(ground, 'ec2', 'security-group/sg-1'), made),
    ...ground.workspace.projects.flatMap(({ name }): readonly OperatedThing[] => {
      const prefix = ground.names.projectPrefix(name);
      const logs = arnOf(ground, 'logs', `log-group:/aws/sagemaker/Endpoints/${prefix}daily`);
      return [
        ...['endpoint', 'endpoint-config', 'model', 'notebook-instance', 'monitoring-schedule', 'pipeline'].map(
          (kind) => of(kind as OperatedKind, `${kind}/${prefix}daily`),
        ),
        ...['automl-job', 'processing-job', 'training-job', 'transform-job'].map((kind) =>
          of(kind as OperatedKind, `${kind}/${prefix}daily`),
        ),
        of('tuning-job', `hyper-parameter-tuning-job/${prefix}daily`),
        of('pipeline-execution', `pipeline/${prefix}daily/execution/1`),
        of('model-package', `model-package/${ground.names.modelPackageGroup(name)}/1`),
        thing('endpoint-logs', logs),
      ];
    }),
  ];
}

/** What deployments write down, and what the CDK's bootstrap and whoever hands out rights have made. */
function ofAccount(ground: RightsGround): readonly OperatedThing[] {
  const { workspace, names } = ground;
  const { name, aws, projects } = workspace;
  const parameter = (path: string) => arnOf(ground, 'ssm', `parameter/${path.replace(/^\//, '')}`);
  return [
    thing('lock', parameter(lockName(name))),
    thing('bootstrap-version', parameter(bootstrapVersionParameter(bootstrapQualifier(workspace)))),
    ...bootstrapRoles(ground).map((arn) => thing('bootstrap-role', arn)),
    ...operatorArns(aws, names).map((arn) => thing('operator-role', arn)),
    ...projects
      .flatMap(({ deliverFrom }) => deliverFrom?.senders ?? [])
      .filter((sender) => sender.split(':')[4] === aws.account)
      .map((arn) => thing('sender-role', arn)),
    thing('studio-role', names.roleArn(names.studioRole)),
    ...(aws.iam.permissionsBoundary === null ? [] : [thing('boundary', names.boundaryArn(boundaryName(workspace)))]),
  ];
}

/** Identity Center and its directory, which is an organisation's: in another account. */
function ofSignIn(ground: RightsGround): readonly OperatedThing[] {
  const { workspace, names, deployed } = ground;
  if (workspace.signIn.method !== 'sso') return [];
  const { partition, account } = names.place;
  const records = arnOf(ground, 'ssm', `parameter${assignedPath(workspace.name)}`);
  const inDirectory = (kind: string) => `arn:${partition}:identitystore:::${kind}/1`;
  return [
    thing('identity-centers', '*'),
    thing('application', deployed.application ?? '', { 'sso:ApplicationAccount': account }),
    thing('directory', `arn:${partition}:identitystore::999988887777:identitystore/d-1`),
    thing('directory', inDirectory('user')),
    ...['group', 'membership'].map((kind) => thing('directory-group', inDirectory(kind))),
    thing('assigned', records),
    thing('assigned', `${records}/1`),
  ];
}
