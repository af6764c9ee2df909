import { AwsFault, type Members } from '../../service/service.ts';
import type { JsonMap, StoredResource, WireJson } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';

export const roleType = 'AWS::IAM::Role';
export const managedPolicyType = 'AWS::IAM::ManagedPolicy';
export const inlinePolicyType = 'AWS::IAM::Policy';

export function roleOf(input: Members, world: World): StoredResource {
  const name = String(input.RoleName);
  const role = world.resources.get(roleType, name);
  if (role === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

export function noSuchEntity(message: string): AwsFault {
  return new AwsFault('NoSuchEntity', message, 404);
}

/** ARNs of managed policies on a role: those that the role names, and those of policies that name the role. */
export function attachedTo(role: StoredResource, world: World): readonly string[] {
  const naming = world.resources.list(managedPolicyType).filter(({ properties }) => names(properties.Roles, role.id));
  const own = texts(role.properties.ManagedPolicyArns);
  return [...new Set([...own, ...naming.map(({ id }) => id)])];
}

/** Names of policies that live on a role alone. */
export function inlineOf(role: StoredResource, world: World): readonly string[] {
  const own = inlinePolicies(role).map(({ PolicyName }) => String(PolicyName));
  const naming = world.resources.list(inlinePolicyType).filter(({ properties }) => names(properties.Roles, role.id));
  return [...own, ...naming.map(({ properties }) => String(properties.PolicyName))];
}

export function inlinePolicies({ properties }: StoredResource): readonly JsonMap[] {
  return (properties.Policies ?? []) as readonly JsonMap[];
}

export function names(list: WireJson | undefined, name: string): boolean {
  return texts(list).includes(name);
}

export function texts(list: WireJson | undefined): readonly string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

/** The resource with another value of a list property. */
export function withList(resource: StoredResource, property: string, list: readonly WireJson[]): StoredResource {
  return { ...resource, properties: { ...resource.properties, [property]: list } };
}
