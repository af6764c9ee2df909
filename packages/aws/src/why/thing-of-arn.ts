import { matchesWildcard, type Resource } from '@atelier/core';
import type { PolicyGround } from '../access/policy-ground.ts';
import { stackNames } from '../layout/stack-names.ts';

/** The thing of the file that an ARN belongs to; null: it is of the workspace as a whole, or of somebody else. */
export function thingOfArn(ground: PolicyGround, arn: string): Resource | null {
  const [, , service = '', , , ...rest] = arn.split(':');
  const path = rest.join(':');
  if (service === 's3') return thingInBucket(ground, path);
  return spaceOf(ground, path) ?? projectOf(ground, path);
}

function thingInBucket(ground: PolicyGround, path: string): Resource | null {
  const { workspace, names } = ground;
  const [bucket = '', folder = ''] = path.split('/');
  for (const { name: project, buckets } of workspace.projects) {
    if (bucket === names.projectBucket(project, 'sandboxes')) {
      const owner = workspace.people.find(({ profile }) => profile === folder);
      return owner === undefined ? { kind: 'project', project } : { kind: 'sandbox', project, person: owner.name };
    }
    const own = [names.projectBucket(project, 'data'), names.projectBucket(project, 'artifacts')];
    if (own.includes(bucket) || buckets.some((grant) => matchesWildcard(bucket, grant.bucket)))
      return { kind: 'project', project };
  }
  return null;
}

function spaceOf({ workspace, names }: PolicyGround, path: string): Resource | null {
  const [kind = '', , name = ''] = path.split('/');
  if (!['space', 'app', 'user-profile'].includes(kind)) return null;
  const owner = workspace.people.find(({ profile }) => names.privateSpace(profile) === name || profile === name);
  if (owner !== undefined) return { kind: 'private-space', person: owner.name };
  const shared = workspace.projects.find((project) => names.sharedSpace(project.name) === name);
  return shared === undefined ? null : { kind: 'shared-space', project: shared.name };
}

function projectOf({ workspace, names }: PolicyGround, path: string): Resource | null {
  const segments = path.split(/[/:]/);
  const found = workspace.projects.find(({ name }) => {
    const own = [
      names.repository(name),
      names.warehouse(name),
      names.noticeTopic(name),
      names.jobRole(name),
      names.flowRole(name),
      names.servingRole(name),
      names.warehouseRole(name),
      names.trackingRole(name),
      stackNames.project(workspace.name, name),
      `id-of-${name}`,
    ];
    return (
      segments.some((segment) => own.includes(segment) || segment.startsWith(names.projectPrefix(name))) ||
      `${path}/`.includes(`parameter${names.settingsPath(name)}/`) ||
      (segments[0] === 'budget' && (segments[1] ?? '').replace(/-[0-9a-f]{8}$/, '') === names.budget(name))
    );
  });
  return found === undefined ? null : { kind: 'project', project: found.name };
}
