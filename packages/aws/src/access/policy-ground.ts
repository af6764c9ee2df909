import type { Project, Workspace } from '@atelier/core';
import type { Names } from '../names.ts';

/** Ids that other stacks generate: values, or tokens for them. */
export interface GeneratedIds {
  /** Id of the Studio domain, such as `d-abc`. */
  readonly domain: string;
  readonly keyArn: string;
  readonly vpc: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
}

/** All that the policies of a workspace are written from. */
export interface PolicyGround {
  readonly workspace: Workspace;
  readonly names: Names;
  readonly ids: GeneratedIds;
  /** Name of a person to the projects with that member. */
  readonly memberships: ReadonlyMap<string, readonly Project[]>;
}

/** Make one for a workspace and use it for all its policies: finding everybody's projects is done once. */
export function policyGround(workspace: Workspace, names: Names, ids: GeneratedIds): PolicyGround {
  const memberships = new Map<string, Project[]>(workspace.people.map(({ name }) => [name, []]));
  for (const project of workspace.projects) {
    for (const member of project.members) memberships.get(member)?.push(project);
  }
  return { workspace, names, ids, memberships };
}

/** The ARN of something in the workspace's region and account; `resource` may be a pattern. */
export function arnOf({ names: { place } }: PolicyGround, service: string, resource: string): string {
  return `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;
}

/** The ARN of a bucket, or of objects in it when `resource` goes on after the name. */
export function bucketArn({ names: { place } }: PolicyGround, resource: string): string {
  return `arn:${place.partition}:s3:::${resource}`;
}

/** Tags by which things whose ARNs hold generated ids are known to belong to a project, or to the workspace. */
export const projectTag = 'atelier:project';

/** Tag of a person's role that holds the profile's name, and what stands for it in policies. */
export const personTag = 'atelier:person';
export const self = `\${aws:PrincipalTag/${personTag}}`;

/** Who asks, as AWS knows a session of a role. */
export const session = `\${aws:userid}`;
