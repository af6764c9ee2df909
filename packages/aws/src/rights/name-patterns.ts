import { isShared, roles, type Workspace } from '@atelier/core';
import { arnOf, bucketArn } from '../access/policy-ground.ts';
import { budgetDigits } from '../names.ts';
import { globalArn, type RightsGround } from './rights-ground.ts';

/** ARNs of what is known by its name alone. Each ends where no other workspace's name can go on, or is a whole name. */
export interface NamePatterns {
  readonly stacks: readonly string[];
  readonly roles: readonly string[];
  readonly policies: readonly string[];
  readonly buckets: readonly string[];
  readonly budgets: readonly string[];
  /** Of the stacks, and those that services open for what the stacks hold. */
  readonly logGroups: readonly string[];
  readonly serviceLogGroups: readonly string[];
  readonly functions: readonly string[];
  readonly lifecycleConfigs: readonly string[];
  /** Passwords of warehouses, named by Redshift. */
  readonly secrets: readonly string[];
}

/**
 * Names of a workspace as patterns, for `acme` such that none fits anything of `acme-two`.
 *
 * A pattern is closed by `--`, which no name has; by a length; or by a word that no workspace has as a later part of its
 * name (`name-rules.ts` of core refuses those). Buckets, budgets and secrets join workspace and project with one dash: `two-x` of `acme` and
 * `x` of `acme-two` are called alike, so that these are named project by project.
 */
export function namePatterns(ground: RightsGround): NamePatterns {
  const { workspace, names } = ground;
  const { name, projects } = workspace;
  const groups = (patterns: readonly string[]) => patterns.map((group) => arnOf(ground, 'logs', `log-group:${group}`));
  const buckets = [
    names.accessLogsBucket,
    ...(isShared(workspace.tracking) ? [names.workspaceTrackingBucket] : []),
    ...projects.flatMap((project) =>
      (['data', 'artifacts', 'sandboxes'] as const).map((use) => names.projectBucket(project.name, use)),
    ),
  ];
  return {
    stacks: ['network', 'foundation', 'project-*', 'people-??', 'spaces'].map((stack) =>
      arnOf(ground, 'cloudformation', `stack/${name}-${stack}/*`),
    ),
    roles: roleNames(workspace).map((role) => names.roleArn(`${name}-${role}`)),
    policies: policyNames.map((policy) => names.policyArn(`${name}-${policy}`)),
    buckets: buckets.map((bucket) => bucketArn(ground, bucket)),
    budgets: [names.workspaceBudget, ...projects.map((project) => names.budget(project.name))].map((budget) =>
      globalArn(ground, 'budgets', `budget/${budget}${budgetDigits}`),
    ),
    logGroups: groups([
      `${name}-network-*`,
      `${name}-foundation-*`,
      ...exactGroup(`/aws/emr-serverless/${name}-spark`),
    ]),
    serviceLogGroups: groups([`/aws/sagemaker/Endpoints/${name}--*`, `/aws/lambda/${name}-foundation-*`]),
    functions: [arnOf(ground, 'lambda', `function:${name}-foundation-*`)],
    // Twelve digits of the content's digest.
    lifecycleConfigs: [arnOf(ground, 'sagemaker', `studio-lifecycle-config/${name}-${'?'.repeat(12)}`)],
    secrets: projects.map((project) =>
      arnOf(ground, 'secretsmanager', `secret:redshift!${names.warehouse(project.name)}-warehouse_admin-*`),
    ),
  };
}

function roleNames({ tracking }: Workspace): readonly string[] {
  const kinds = ['person', 'signin', 'jobs', 'flows', 'tracking', 'schedule', 'serving', 'warehouse'];
  const shared = isShared(tracking) ? ['tracking', 'schedule'] : [];
  return [...kinds.map((kind) => `${kind}-*`), 'studio', 'flow-logs', 'templates', ...shared];
}

/** Of people, and of roles whose policies are too long to be inside of them. */
const policyNames: readonly string[] = [
  ...roles,
  ...['limits-*', 'inside', 'inside-buckets', 'signin', 'shared-space', 'shared-space-*', '-*'],
  ...['flow-logs', 'jobs-*', 'flows-*', 'person-*', 'serving-*'],
];

/** Some calls ask for a group's ARN with `:*` behind it (CloudWatch Logs, identity-based access control). */
function exactGroup(name: string): string[] {
  return [name, `${name}:*`];
}
