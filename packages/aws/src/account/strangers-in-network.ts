import { type Account, goesWithStack, type InterfaceFound } from './account.ts';
import type { Stranger } from './destroy-ground.ts';
import type { NetworkFound } from './read-network.ts';

/**
 * What stands in the network of a workspace, or with its security groups, and goes neither with its stacks, nor with what
 * a teardown removes, nor with the network itself.
 */
export function strangersInNetwork(account: Account, { standing, rules }: NetworkFound): readonly Stranger[] {
  const held = new Set(account.stacks.flatMap(({ resources }) => resources.map(({ id }) => id)));
  const groups = new Set(groupsOf(account));
  const isOurs = (id: string) => held.has(id) || groups.has(id);
  const areOurs = (ids: readonly string[]) => ids.length > 0 && ids.every((id) => groups.has(id));
  const strange = standing.filter(
    ({ id, isDefault, groupsOfService }) =>
      !isOurs(id) && isDefault !== true && !(groupsOfService !== undefined && areOurs(groupsOfService)),
  );
  const named = new Set(strange.map(({ id }) => id));
  return [
    ...strange.map(({ kind, id, name }) => ({ kind, id, name })),
    ...account.interfaces
      .filter((found) => isStrange(found, account, areOurs))
      .map(({ id, description, instance }) => ({
        ...{ kind: 'network interface', id },
        name: description || (instance === null ? null : `of the machine ${instance}`),
      })),
    ...rules
      .filter(({ id, names }) => !isOurs(id) && !named.has(id) && names.some((name) => groups.has(name)))
      .map(({ id, name, names }) => {
        const ours = names.filter((each) => groups.has(each)).join(', ');
        return { kind: `rule that names ${ours} in the security group`, id, name };
      }),
  ];
}

/** Security groups of the stacks, and of the home folders of its domains. */
export function groupsOf({ stacks, nfsGroups }: Account): readonly string[] {
  const held = stacks.flatMap(({ resources }) => resources);
  const ofStacks = held.flatMap(({ type, id }) => (type === 'AWS::EC2::SecurityGroup' ? id : []));
  return [...ofStacks, ...nfsGroups.map(({ id }) => id)];
}

/** Endpoints whose interfaces are there and which no stack holds; one that is gone leaves its interfaces for minutes. */
export function unknownEndpoints({ interfaces, stacks }: Account): readonly string[] {
  const held = new Set(stacks.flatMap(({ resources }) => resources.map(({ id }) => id)));
  const named = interfaces.flatMap(({ description }) => /^VPC Endpoint Interface (\S+)$/.exec(description)?.[1] ?? []);
  return [...new Set(named)].filter((id) => !held.has(id));
}

/** EC2's words for interfaces of services that workspaces use. */
const usedTypes = ['efs', 'interface', 'natGateway', 'nat_gateway', 'vpc_endpoint'];

/** How interfaces of services begin that no workspace has; those services have no type of their own (assumed). */
const unusedServices =
  /^(AWS Lambda VPC ENI|ELB |RDSNetworkInterface|ElastiCache|DMSNetworkInterface|Amazon EKS|Network Interface for Transit Gateway|Route 53 Resolver|AWS created network interface for directory)/;

/**
 * A service lets go of its interfaces when what it made them for is gone, which a teardown sees to: with groups of the
 * workspace they are for something of it, unless no workspace has anything of that service.
 */
function isStrange(
  found: InterfaceFound,
  { fileSystems, nfsGroups }: Account,
  areOurs: (groups: readonly string[]) => boolean,
): boolean {
  const { description, type, isManaged, securityGroups } = found;
  // Its endpoint or gateway is looked at itself.
  if (goesWithStack(found)) return false;
  const [, system] = /^EFS mount target for (fs-\w+)/.exec(description) ?? [];
  if (system !== undefined) {
    const isOfHomes =
      securityGroups.length > 0 && securityGroups.every((id) => nfsGroups.some((group) => group.id === id));
    return !isOfHomes && !fileSystems.some(({ id }) => id === system);
  }
  return !isManaged || !usedTypes.includes(type) || unusedServices.test(description) || !areOurs(securityGroups);
}
