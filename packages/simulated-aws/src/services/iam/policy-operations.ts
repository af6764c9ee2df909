import { AwsFault, type Members, type Operation } from '../../service/service.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { attachedTo, managedPolicyType, noSuchEntity, roleType } from './principal.ts';

const getPolicy: Operation = (input, world) => ({ Policy: describe(policyOf(input, world), world) });

/** AWS's own policies are not kept. */
const listPolicies: Operation = (input, world) => {
  const prefix = String(input.PathPrefix ?? '/');
  const policies = world.resources.list(managedPolicyType).map((policy) => describe(policy, world));
  return { Policies: policies.filter(({ Path }) => String(Path).startsWith(prefix)) };
};

const deletePolicy: Operation = (input, world) => {
  const policy = policyOf(input, world);
  if (attachmentsOf(policy, world) > 0) {
    throw new AwsFault('DeleteConflict', 'Cannot delete a policy attached to entities.', 409);
  }
  world.resources.remove(managedPolicyType, policy.id);
  return {};
};

function policyOf(input: Members, world: World): StoredResource {
  const arn = String(input.PolicyArn);
  const policy = world.resources.get(managedPolicyType, arn);
  if (policy === undefined) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

function attachmentsOf({ id }: StoredResource, world: World): number {
  return world.resources.list(roleType).filter((role) => attachedTo(role, world).includes(id)).length;
}

function describe(policy: StoredResource, world: World): Members {
  const { id, properties, createdMs } = policy;
  return {
    Arn: id,
    PolicyName: String(properties.ManagedPolicyName ?? id.split('/').at(-1)),
    Path: String(properties.Path ?? '/'),
    DefaultVersionId: 'v1',
    AttachmentCount: attachmentsOf(policy, world),
    IsAttachable: true,
    CreateDate: new Date(createdMs),
  };
}

export const policyOperations: Readonly<Record<string, Operation>> = {
  DeletePolicy: deletePolicy,
  GetPolicy: getPolicy,
  ListPolicies: listPolicies,
};
