import { AwsFault } from '../../service/service.ts';
import type { JsonMap, StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { addNew, genericKind, resourceFor } from '../generic-kind.ts';
import { minutesOf } from '../minutes.ts';
import { invalid } from '../refusal.ts';
import type { ResourceKind, WantedResource } from '../resource-kind.ts';
import { charactersOf, checkAttached } from './policy-limits.ts';

const type = 'AWS::IAM::Role';
const mostInlineCharacters = 10_240;
const longestName = 64;

/** A role; its policies have to be there before it, and be detached before it goes. */
export const roleKind: ResourceKind = {
  type,
  minutes: minutesOf(type),
  create: (wanted, world) => {
    check(wanted.properties, world);
    const role = roleFor(wanted, world);
    if (role.id.length > longestName)
      throw invalid(
        `1 validation error detected: Value at 'roleName' failed to satisfy constraint: Member must have length less than or equal to ${longestName}`,
      );
    const made = addNew(world, role);
    checkAttached(world, made.id, () => world.resources.remove(type, made.id));
    return made;
  },
  update: (resource, properties, world) => {
    check(properties, world);
    const changed = genericKind(type).update(resource, properties, world);
    checkAttached(world, changed.id, () => world.resources.put(resource));
    return changed;
  },
  remove: (resource, world) => {
    const attached = world.resources
      .list('AWS::IAM::ManagedPolicy')
      .some(({ properties }) => [properties.Roles ?? []].flat().includes(resource.id));
    if (attached) throw new AwsFault('DeleteConflict', 'Cannot delete entity, must detach all policies first.', 409);
    world.resources.remove(type, resource.id);
  },
};

/** Its ARN has the path before the name. */
function roleFor(wanted: WantedResource, world: World): StoredResource {
  const role = resourceFor(wanted, world);
  const { Path: path = '/' } = wanted.properties;
  const arn = `arn:${world.partition}:iam::${world.account}:role${String(path)}${role.id}`;
  return { ...role, attributes: { ...role.attributes, Arn: arn } };
}

function check(properties: JsonMap, world: World): void {
  const { ManagedPolicyArns: arns = [], PermissionsBoundary: boundary = [], Policies: policies = [] } = properties;
  for (const arn of [arns, boundary].flat().map(String)) {
    if (arn.includes(':iam::aws:') || world.resources.get('AWS::IAM::ManagedPolicy', arn) !== undefined) continue;
    throw new AwsFault('NotFound', `Policy ${arn} does not exist or is not attachable.`, 404);
  }
  if (charactersOf(policies) > mostInlineCharacters)
    throw invalid(`Maximum policy size of ${mostInlineCharacters} bytes exceeded for the role`, 'LimitExceeded');
}
