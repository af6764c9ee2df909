import { createHash } from 'node:crypto';
import { regionWord } from '@atelier/aws-regions';
import type { DeployLocation } from './deploy-location.ts';

const longestBucketName = 63;
const accountDigits = 12;
const longestRoleName = 64;

/** Pattern that stands in a policy for the end of a budget's name, which changes with whom the budget tells. */
export const budgetDigits = '-????????';

export type ProjectBucket = 'data' | 'artifacts' | 'sandboxes';

/**
 * Name of a bucket, unique in the world: it ends in the account and a short word for the region.
 *
 * A name that would be too long loses its middle and gets digits of its own digest.
 */
function bucketName(workspace: string, use: string, place: DeployLocation): string {
  const region = regionWord(place.region);
  const room = longestBucketName - accountDigits - region.length - 2;
  return `${fitted(`${workspace}-${use}`, room)}-${place.account}-${region}`;
}

/** A name of at most `room` characters; a longer one is cut and made different again by its digest. */
function fitted(name: string, room: number): string {
  if (name.length <= room) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, room - digest.length - 1).replace(/-+$/, '')}-${digest}`;
}

/** Names and ARNs of everything that policies and other stacks speak of; pure text, so that no stack exports them. */
export interface Names {
  readonly place: DeployLocation;
  readonly workspace: string;
  readonly keyAlias: string;
  readonly accessLogsBucket: string;
  projectBucket(project: string, bucket: ProjectBucket): string;
  /**
   * Beginning of the names of a project's jobs, models, endpoints and state machines, such as `acme--sales--`.
   *
   * No name has two dashes in a row, so that what belongs to `sales` never looks as if it belonged to `sales-eu`.
   */
  projectPrefix(project: string): string;
  modelPackageGroup(project: string): string;
  privateSpace(profile: string): string;
  sharedSpace(project: string): string;
  repository(project: string): string;
  warehouse(project: string): string;
  tracking(project: string, name: string): string;
  /** The one that all projects have together, and its own bucket, which no project reads. */
  workspaceTracking(name: string): string;
  readonly workspaceTrackingBucket: string;
  readonly workspaceTrackingRole: string;
  /** Roles that start and stop a tracking server: of a project, and the one that all have together. */
  scheduleRole(project: string): string;
  readonly workspaceScheduleRole: string;
  /** Path of the parameters that tell notebooks about a project. */
  settingsPath(project: string): string;
  /** Without the role's path. */
  personRole(profile: string): string;
  /** Role in which a person opens Studio; without its path. */
  signInRole(profile: string): string;
  jobRole(project: string): string;
  /** Role of a project's state machines: it alone deploys. */
  flowRole(project: string): string;
  /** Role of a project's model servers: of its files it reads registered models alone. */
  servingRole(project: string): string;
  /** Beginning of the names of models behind endpoints; people make and delete none of these. */
  servedPrefix(project: string): string;
  /** Role by which a project's warehouse reads files. */
  warehouseRole(project: string): string;
  trackingRole(project: string): string;
  readonly studioRole: string;
  readonly flowLogRole: string;
  readonly templatesRole: string;
  /** Managed policy of a role, such as `acme-data-scientist`. */
  rolePolicy(role: string): string;
  /** Managed policy of what a role is refused, whatever else allows it. */
  limitPolicy(role: string): string;
  /** Managed policy that keeps everybody's work in the workspace. */
  readonly insidePolicy: string;
  /** Managed policy that holds the opening of Studio to places. */
  readonly placePolicy: string;
  /** Managed policy of a project's members in one role. */
  projectPolicy(project: string, role: string): string;
  /** Beginning of the name of a project's budget; `budgetDigits` follow. */
  budget(project: string): string;
  /** The same for the workspace's. */
  readonly workspaceBudget: string;
  /** Managed policy that gives shared spaces the rights of projects; under the name without its end a project held it before. */
  readonly sharedSpacePolicy: string;
  noticeTopic(project: string): string;
  readonly packageDomain: string;
  /** Repository that people install from. */
  readonly packageRepository: string;
  /** Repository with the connection to the outside. */
  readonly packageStore: string;
  readonly sparkApplication: string;
  /** Everybody's roles, as IAM principals for Service Catalog: a pattern, without an account. */
  readonly rolePattern: string;
  roleArn(name: string): string;
  policyArn(name: string): string;
  /** The policy that bounds every role; its name comes with its own path. */
  boundaryArn(name: string): string;
}

/** Role of Studio itself, which every deployed workspace has. */
export function studioRole(workspace: string): string {
  return `${workspace}-studio`;
}

/** Names of a workspace in one place. */
export function namesOf(workspace: string, place: DeployLocation, rolePath: string): Names {
  const iam = (kind: string, name: string) => `arn:${place.partition}:iam::${place.account}:${kind}${rolePath}${name}`;
  return {
    ...projectNames(workspace, place),
    place,
    workspace,
    keyAlias: `alias/${workspace}`,
    accessLogsBucket: bucketName(workspace, 'access-logs', place),
    workspaceTracking: (name) => fitted(`${workspace}--${name}`, 58),
    workspaceTrackingBucket: bucketName(workspace, 'tracking', place),
    workspaceTrackingRole: `${workspace}-tracking`,
    workspaceScheduleRole: `${workspace}-schedule`,
    privateSpace: (profile) => profile,
    personRole: (profile) => `${workspace}-person-${profile}`,
    signInRole: (profile) => `${workspace}-signin-${profile}`,
    studioRole: studioRole(workspace),
    flowLogRole: `${workspace}-flow-logs`,
    templatesRole: `${workspace}-templates`,
    rolePolicy: (role) => `${workspace}-${role}`,
    limitPolicy: (role) => `${workspace}-limits-${role}`,
    insidePolicy: `${workspace}-inside`,
    placePolicy: `${workspace}-signin`,
    workspaceBudget: workspace,
    sharedSpacePolicy: `${workspace}-shared-space-all`,
    packageDomain: workspace,
    packageRepository: `${workspace}-packages`,
    packageStore: `${workspace}-store`,
    sparkApplication: `${workspace}-spark`,
    rolePattern: `arn:${place.partition}:iam:::role${rolePath}${workspace}-person-*`,
    roleArn: (name) => iam('role', name),
    policyArn: (name) => iam('policy', name),
    boundaryArn: (name) => `arn:${place.partition}:iam::${place.account}:policy/${name}`,
  };
}

function projectNames(workspace: string, place: DeployLocation) {
  const of = (project: string) => `${workspace}-${project}`;
  const projectPrefix = (project: string) => `${workspace}--${project}--`;
  const role = (use: string) => (project: string) => fitted(`${workspace}-${use}-${project}`, longestRoleName);
  return {
    projectBucket: (project: string, bucket: ProjectBucket) => bucketName(workspace, `${project}-${bucket}`, place),
    projectPrefix,
    modelPackageGroup: (project: string) => `${projectPrefix(project)}models`,
    sharedSpace: (project: string) => `${projectPrefix(project)}shared`,
    repository: of,
    warehouse: (project: string) => fitted(of(project), 60),
    tracking: (project: string, name: string) => fitted(`${projectPrefix(project)}${name}`, 58),
    settingsPath: (project: string) => `/${workspace}/projects/${project}`,
    jobRole: role('jobs'),
    flowRole: role('flows'),
    servingRole: role('serving'),
    servedPrefix: (project: string) => `${projectPrefix(project)}served-`,
    warehouseRole: role('warehouse'),
    trackingRole: role('tracking'),
    scheduleRole: role('schedule'),
    projectPolicy: (project: string, of: string) => `${projectPrefix(project)}${of}`,
    budget: of,
    noticeTopic: (project: string) => `${of(project)}-notices`,
  };
}
