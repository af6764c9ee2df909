import { type Action, isShared } from '@atelier/core';
import { budgetDigits } from '../names.ts';
import type { Membership } from './membership.ts';
import { jobKinds, modelKinds, type NamedKind, namedThings } from './named-things.ts';
import { allow, type IamStatement } from './policy.ts';
import { arnOf, type PolicyGround, projectTag } from './policy-ground.ts';
import { sourceRights } from './source-rights.ts';

interface Right {
  readonly action: Action;
  readonly calls: readonly string[];
  readonly on: readonly NamedKind[];
}

/** Calls that each action needs on the things that carry a project's prefix in their names. */
const byName: readonly Right[] = [
  { action: 'job.see', calls: jobKinds.map((kind) => `Describe${callWord(kind)}`), on: jobKinds },
  { action: 'job.run', calls: jobKinds.map((kind) => `Create${callWord(kind)}`), on: jobKinds },
  { action: 'job.run', calls: ['Stop*'], on: jobKinds },
  { action: 'job.run', calls: ['CreateModel', 'DeleteModel'], on: ['model'] },
  { action: 'model.read', calls: modelKinds.map((kind) => `Describe${callWord(kind)}`), on: modelKinds },
  { action: 'model.read', calls: ['ListModelPackages'], on: ['model-package'] },
  { action: 'model.register', calls: ['CreateModelPackage'], on: ['model-package', 'model-package-group'] },
  { action: 'model.approve', calls: ['UpdateModelPackage'], on: ['model-package'] },
  { action: 'endpoint.see', calls: ['DescribeEndpoint'], on: ['endpoint'] },
  { action: 'endpoint.invoke', calls: ['InvokeEndpoint', 'InvokeEndpointAsync'], on: ['endpoint'] },
];

/** `training-job` as it stands in the names of calls: `TrainingJob`. */
function callWord(kind: string): string {
  return kind.replace(/(^|-)(.)/g, (_match, _dash, letter: string) => letter.toUpperCase());
}

const flowActions: readonly (readonly [Action, readonly string[]])[] = [
  ['flow.see', ['DescribeExecution', 'DescribeStateMachine', 'GetExecutionHistory', 'ListExecutions']],
  ['flow.run', ['RedriveExecution', 'StartExecution', 'StopExecution']],
];

/** Everything of the own projects that is not storage. */
export function projectRights(ground: PolicyGround, member: Membership): IamStatement[] {
  const prefixes = member.projects.map(({ name }) => ground.names.projectPrefix(name));
  const held = byName.filter(({ action }) => member.holds(action));
  const kinds = [...new Set(held.flatMap(({ on }) => on))];
  const flows = prefixes.flatMap((prefix) => [`stateMachine:${prefix}*`, `execution:${prefix}*`]);
  return [
    allow(
      'Projects',
      held.flatMap(({ calls }) => calls.map((call) => `sagemaker:${call}`)),
      namedThings(ground, kinds, prefixes),
    ),
    allow(
      'Flows',
      flowActions
        .filter(([action]) => member.holds(action))
        .flatMap(([, calls]) => calls.map((call) => `states:${call}`)),
      flows.map((flow) => arnOf(ground, 'states', flow)),
    ),
    ...trackingServer(ground, member, prefixes),
    ...trackingApp(ground, member),
    ...warehouse(ground, member),
    ...sourceRights(ground, member),
    ...overview(ground, member, prefixes),
  ];
}

function trackingServer(ground: PolicyGround, { holds }: Membership, prefixes: readonly string[]): IamStatement[] {
  const { tracking } = ground.workspace;
  if (tracking.kind !== 'server' || !holds('tracking.read')) return [];
  const calls = holds('tracking.write') ? ['*'] : ['Get*', 'List*', 'Search*'];
  const shared = [
    arnOf(ground, 'sagemaker', `mlflow-tracking-server/${ground.names.workspaceTracking(tracking.name)}`),
  ];
  return [
    allow(
      'Tracking',
      [
        'sagemaker:CreatePresignedMlflowTrackingServerUrl',
        'sagemaker:DescribeMlflowTrackingServer',
        // Out of its hours it is started by those who have something to log; the next evening stops it again.
        ...(tracking.hours !== null && holds('tracking.write') ? ['sagemaker:StartMlflowTrackingServer'] : []),
        ...calls.map((call) => `sagemaker-mlflow:${call}`),
      ],
      isShared(tracking) ? shared : namedThings(ground, ['mlflow-tracking-server'], prefixes),
    ),
  ];
}

/** One call stands for all of a tracking app's, so that nobody can be let in to read alone. */
function trackingApp(ground: PolicyGround, member: Membership): IamStatement[] {
  if (ground.workspace.tracking.kind !== 'app' || !member.holds('tracking.write')) return [];
  const calls = ['CallMlflowAppApi', 'CreatePresignedMlflowAppUrl', 'DescribeMlflowApp'];
  return [
    allow(
      'Tracking',
      calls.map((call) => `sagemaker:${call}`),
      [arnOf(ground, 'sagemaker', 'mlflow-app/*')],
      ofProjects(member),
    ),
  ];
}

/** Grants in the database tell loading from querying; a person's role there comes from `personTags`. */
function warehouse(ground: PolicyGround, member: Membership): IamStatement[] {
  const projects = member.projects.filter((project) => project.warehouse !== null);
  if (!member.holds('warehouse.query') || projects.length === 0) return [];
  const data = [
    'BatchExecuteStatement',
    'DescribeTable',
    'ExecuteStatement',
    'ListDatabases',
    'ListSchemas',
    'ListTables',
  ];
  return [
    allow(
      'Warehouses',
      [
        'redshift-serverless:GetCredentials',
        'redshift-serverless:GetWorkgroup',
        ...data.map((call) => `redshift-data:${call}`),
      ],
      [arnOf(ground, 'redshift-serverless', 'workgroup/*')],
      ofProjects({ projects }),
    ),
  ];
}

/** Settings, budgets and logs. */
function overview(ground: PolicyGround, { projects, holds }: Membership, prefixes: readonly string[]): IamStatement[] {
  const { names } = ground;
  const settings = projects.map(({ name }) => arnOf(ground, 'ssm', `parameter${names.settingsPath(name)}/*`));
  const budgets = projects.map(({ name }) => names.budget(name));
  const streams = prefixes.map((prefix) => arnOf(ground, 'logs', `log-group:/aws/sagemaker/*:log-stream:${prefix}*`));
  const groups = prefixes.map((prefix) => arnOf(ground, 'logs', `log-group:/aws/*/${prefix}*`));
  const { partition, account } = names.place;
  return [
    ...(holds('settings.read')
      ? [allow('Settings', ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'], settings)]
      : []),
    ...(holds('budget.see')
      ? [
          allow(
            'Budgets',
            ['budgets:ViewBudget'],
            budgets.map((budget) => `arn:${partition}:budgets::${account}:budget/${budget}${budgetDigits}`),
          ),
        ]
      : []),
    ...(holds('logs.read')
      ? [allow('Logs', ['logs:FilterLogEvents', 'logs:GetLogEvents'], [...streams, ...groups])]
      : []),
  ];
}

/** Lets whoever runs jobs pass on the jobs roles of these projects, and nothing else; empty for everybody else. */
export function passRights(ground: PolicyGround, { projects, holds }: Membership): IamStatement[] {
  if (!holds('job.run')) return [];
  const services = ['sagemaker', ...(ground.workspace.bigData.emr === 'serverless' ? ['emr-serverless'] : [])];
  return [
    allow(
      'JobsWorkAs',
      ['iam:PassRole'],
      projects.map(({ name }) => ground.names.roleArn(ground.names.jobRole(name))),
      { StringEquals: { 'iam:PassedToService': services.map((service) => `${service}.amazonaws.com`) } },
    ),
  ];
}

/** Things whose ARNs hold generated ids are known by their tag. */
export function ofProjects({ projects }: Pick<Membership, 'projects'>) {
  return { StringEquals: { [`aws:ResourceTag/${projectTag}`]: projects.map(({ name }) => name) } };
}
