import { arnOf } from '../access/policy-ground.ts';
import { budgetDigits, type Names } from '../names.ts';
import { namePatterns } from './name-patterns.ts';
import type { RightsGround } from './rights-ground.ts';
import type { RoleGrants } from './role-grants.ts';

/**
 * How close a boundary is drawn where IAM's quota is too small for the closest: around the names of each project's buckets
 * and budgets, around those of the workspace, or around those of the workspace in any region.
 */
export const closenesses = ['each-project', 'workspace', 'any-region'] as const;
export type Closeness = (typeof closenesses)[number];

/** Widens what a role is given something on, so that it is said for all projects and people of the workspace at once. */
export function boundaryResources(
  ground: RightsGround,
  { resourceOf }: Pick<RoleGrants, 'resourceOf'>,
  closeness: Closeness,
): (resource: string) => readonly string[] {
  const { buckets, budgets } = namePatterns(ground);
  const wide = widener(ground);
  const region = `:${ground.names.place.region}:`;
  return (resource) => {
    if (/^⟨[^⟩]*⟩$/.test(resource)) return [wide(ofReference(ground, resource, resourceOf(resource)?.type))];
    if (buckets.some((bucket) => resource === bucket || resource.startsWith(`${bucket}/`)))
      return closeness === 'each-project' ? buckets.map((bucket) => `${bucket}*`) : wideBuckets(ground);
    if (closeness === 'each-project' && budgets.includes(resource)) return budgets.map(inAnyAccount);
    return [closeness === 'any-region' ? wide(resource).replace(region, ':*:') : wide(resource)];
  };
}

function ofReference(ground: RightsGround, reference: string, type: string | undefined): string {
  if (type === 'AWS::KMS::Key') return arnOf(ground, 'kms', 'key/*');
  // A group without a name is called after its stack.
  if (type === 'AWS::Logs::LogGroup')
    return arnOf(ground, 'logs', `log-group:${reference.slice(1).replace(/\/.*/, '')}-*`);
  throw new Error(`A role is given something on ${reference}, a ${type}, and no pattern of its ARN is known.`);
}

function wideBuckets({ names }: RightsGround): string[] {
  const ofAny = ['data', 'artifacts', 'sandboxes'] as const;
  return [
    names.accessLogsBucket,
    names.workspaceTrackingBucket,
    ...ofAny.map((use) => names.projectBucket('*', use)),
  ].map((bucket) => `arn:${names.place.partition}:s3:::${bucket}*`);
}

/** Names in which a project stands last, and nothing but a path goes on. */
const ofProject = ({ settingsPath, jobRole, servingRole, noticeTopic, repository, budget }: Names) => [
  ...[settingsPath, jobRole, servingRole, noticeTopic, repository],
  (project: string) => `${budget(project)}${budgetDigits}`,
];

function widener(ground: RightsGround): (resource: string) => string {
  const { names, workspace, ids } = ground;
  const whole = workspace.projects.flatMap(({ name: project }) =>
    ofProject(names).map((name) => [name(project), name('*')] as const),
  );
  return (resource) => {
    const known = resource
      .replace(/⟨[^⟩]*\.DomainId⟩/g, ids.domain)
      .replace(/⟨[^⟩]*⟩|\$\{[^}]*\}/g, '*')
      // Two dashes are in no name: what follows them is the workspace's, whatever it is.
      .replace(new RegExp(`(?<=[:/])${workspace.name}--.*$`), `${workspace.name}--*`)
      // Ids of EC2 are generated: no kind of it says whose a thing is.
      .replace(/^(arn:[^:]*:ec2:[^:]*:[^:]*:).*\*$/, '$1*');
    const found = whole.find(([name]) => known.endsWith(name) || known.includes(`${name}/`));
    return inAnyAccount(found === undefined ? known : known.replace(...found)).replace(/(\*\/)+\*$/, '*');
  };
}

/**
 * The account is left out where it is a part of its own: what another account holds it has to open to this one, and IAM's
 * quota is small. Roles keep it.
 */
function inAnyAccount(resource: string): string {
  return resource.replace(/^(arn:[^:]*:(?!iam:)[^:]*:[^:]*):[\d?]{12}:/, '$1:*:');
}
