import { AwsFault, type Members, type Operation } from '../../service/service.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import {
  attachedTo,
  inlineOf,
  inlinePolicies,
  inlinePolicyType,
  managedPolicyType,
  names,
  noSuchEntity,
  roleOf,
  roleType,
  texts,
  withList,
} from './principal.ts';

const getRole: Operation = (input, world) => ({ Role: describe(roleOf(input, world), world) });

const listRoles: Operation = (input, world) => {
  const prefix = String(input.PathPrefix ?? '/');
  const roles = world.resources.list(roleType).filter((role) => pathOf(role).startsWith(prefix));
  return { Roles: roles.map((role) => describe(role, world)) };
};

const listAttachedRolePolicies: Operation = (input, world) => ({
  AttachedPolicies: attachedTo(roleOf(input, world), world).map((arn) => ({
    PolicyArn: arn,
    PolicyName: arn.split('/').at(-1) ?? arn,
  })),
});

const listRolePolicies: Operation = (input, world) => ({
  PolicyNames: inlineOf(roleOf(input, world), world),
});

const detachRolePolicy: Operation = (input, world) => {
  const role = roleOf(input, world);
  const arn = String(input.PolicyArn);
  if (!attachedTo(role, world).includes(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
  const left = texts(role.properties.ManagedPolicyArns).filter((one) => one !== arn);
  world.resources.put(withList(role, 'ManagedPolicyArns', left));
  const policy = world.resources.get(managedPolicyType, arn);
  if (policy !== undefined) world.resources.put(withoutRole(policy, role.id));
  return {};
};

const deleteRolePolicy: Operation = (input, world) => {
  const role = roleOf(input, world);
  const name = String(input.PolicyName);
  if (!inlineOf(role, world).includes(name)) throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
  const left = inlinePolicies(role).filter(({ PolicyName }) => PolicyName !== name);
  world.resources.put(withList(role, 'Policies', left));
  for (const policy of world.resources.list(inlinePolicyType)) {
    const { PolicyName, Roles } = policy.properties;
    if (PolicyName === name && names(Roles, role.id)) world.resources.put(withoutRole(policy, role.id));
  }
  return {};
};

const deleteRole: Operation = (input, world) => {
  const role = roleOf(input, world);
  if (attachedTo(role, world).length > 0) {
    throw new AwsFault('DeleteConflict', 'Cannot delete entity, must detach all policies first.', 409);
  }
  if (inlineOf(role, world).length > 0) {
    throw new AwsFault('DeleteConflict', 'Cannot delete entity, must delete policies first.', 409);
  }
  world.resources.remove(roleType, role.id);
  return {};
};

function withoutRole(policy: StoredResource, role: string): StoredResource {
  return withList(
    policy,
    'Roles',
    texts(policy.properties.Roles).filter((name) => name !== role),
  );
}

function pathOf({ properties }: StoredResource): string {
  return typeof properties.Path === 'string' ? properties.Path : '/';
}

function describe(role: StoredResource, world: World): Members {
  const { id, attributes, properties, createdMs } = role;
  const boundary = properties.PermissionsBoundary;
  return {
    RoleName: id,
    RoleId: String(attributes.RoleId ?? id),
    Arn: String(attributes.Arn ?? `arn:${world.partition}:iam::${world.account}:role${pathOf(role)}${id}`),
    Path: pathOf(role),
    CreateDate: new Date(createdMs),
    AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(properties.AssumeRolePolicyDocument ?? {})),
    Tags: properties.Tags ?? [],
    ...(typeof boundary === 'string'
      ? { PermissionsBoundary: { PermissionsBoundaryArn: boundary, PermissionsBoundaryType: 'Policy' } }
      : {}),
  };
}

export const roleOperations: Readonly<Record<string, Operation>> = {
  DeleteRole: deleteRole,
  DeleteRolePolicy: deleteRolePolicy,
  DetachRolePolicy: detachRolePolicy,
  GetRole: getRole,
  ListAttachedRolePolicies: listAttachedRolePolicies,
  ListRolePolicies: listRolePolicies,
  ListRoles: listRoles,
};
