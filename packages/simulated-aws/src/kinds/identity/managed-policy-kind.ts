import { AwsFault } from '../../service/service.ts';
import type { JsonMap } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { generatedName } from '../generated-id.ts';
import { addNew, genericKind, resourceFor } from '../generic-kind.ts';
import { minutesOf } from '../minutes.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { charactersOf, checkAttached } from './policy-limits.ts';

const type = 'AWS::IAM::ManagedPolicy';
const mostCharacters = 6_144;

/** A policy of the account; it cannot go while a role names it. */
export const managedPolicyKind: ResourceKind = {
  type,
  minutes: minutesOf(type),
  create: (wanted, world) => {
    check(wanted.properties, world);
    const { ManagedPolicyName: given, Path: path = '/' } = wanted.properties;
    const name = String(given ?? generatedName(world, wanted.stack, wanted.logicalId));
    const arn = `arn:${world.partition}:iam::${world.account}:policy${String(path)}${name}`;
    const named = { ...wanted, properties: { ...wanted.properties, ManagedPolicyName: name } };
    const made = addNew(world, resourceFor(named, world, { PolicyArn: arn }));
    for (const role of rolesOf(made.properties))
      checkAttached(world, role, () => world.resources.remove(type, made.id));
    return made;
  },
  update: (resource, properties, world) => {
    check(properties, world);
    const { ManagedPolicyName: name = null } = resource.properties;
    const changed = genericKind(type).update(resource, { ManagedPolicyName: name, ...properties }, world);
    for (const role of rolesOf(properties)) checkAttached(world, role, () => world.resources.put(resource));
    return changed;
  },
  remove: (resource, world) => {
    const isAttached = world.resources.list('AWS::IAM::Role').some(({ properties }) => {
      const { ManagedPolicyArns: arns = [], PermissionsBoundary: boundary = [] } = properties;
      return [arns, boundary].flat().includes(resource.id);
    });
    if (isAttached) throw new AwsFault('DeleteConflict', 'Cannot delete a policy attached to entities.', 409);
    world.resources.remove(type, resource.id);
  },
};

function check(properties: JsonMap, world: World): void {
  if (charactersOf(properties.PolicyDocument ?? {}) > mostCharacters)
    throw new AwsFault('LimitExceeded', `Cannot exceed quota for PolicySize: ${mostCharacters}`, 409);
  for (const role of rolesOf(properties)) {
    if (world.resources.get('AWS::IAM::Role', role) === undefined)
      throw new AwsFault('NotFound', `The role with name ${role} cannot be found.`, 404);
  }
}

function rolesOf({ Roles: roles = [] }: JsonMap): string[] {
  return [roles].flat().map(String);
}
