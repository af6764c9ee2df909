import { stackNames } from '@atelier/aws';
import { type Account, goesWithStack, type InterfaceFound } from '../read/account.ts';
import type { NetworkFound } from '../read/read-network.ts';
import type { Stranger } from './destroy-ground.ts';

/**
 * Things that stand in the network of a workspace, or with its security groups, and go neither with its stacks, nor
 * with what a teardown removes, nor with the network itself.
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
  /^(ELB |RDSNetworkInterface|ElastiCache|DMSNetworkInterface|Amazon EKS|Network Interface for Transit Gateway|Route 53 Resolver|AWS created network interface for directory)/;

/** Descriptions of interfaces that services make with a role's rights here; such a one that is let go of has no machine. */
const madeWithRole = /ENI managed by SageMaker|^Attached to Glue using role/;

/** Of a function that a stack of the workspace holds, or held: CloudFormation names it after the stack. */
function isOfOwnFunction(description: string, { stacks, workspace }: Account): boolean {
  const [, name] = /^AWS Lambda VPC ENI-(.+)$/.exec(description) ?? [];
  if (name === undefined) return false;
  const held = stacks.flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::Lambda::Function'));
  const beginnings = [...held.map(({ id }) => id), stackNames.foundation(workspace)];
  return beginnings.some((beginning) => name.startsWith(`${beginning}-`));
}

/**
 * A service lets go of its interfaces when what it made them for is gone, which a teardown sees to: with groups of the
 * workspace they are for something of it, unless no workspace has anything of that service.
 */
function isStrange(found: InterfaceFound, account: Account, areOurs: (groups: readonly string[]) => boolean): boolean {
  const { description, type, isManaged, isAttached, securityGroups } = found;
  // Its endpoint or gateway is looked at itself.
  if (goesWithStack(found)) return false;
  const [, system] = /^EFS mount target for (fs-\w+)/.exec(description) ?? [];
  if (system !== undefined) return isOfOtherHomes(system, securityGroups, account);
  if (!areOurs(securityGroups)) return true;
  const isOfService = isManaged || (!isAttached && madeWithRole.test(description));
  const isOfKnown =
    usedTypes.includes(type) && !/^AWS Lambda VPC ENI/.test(description) && !unusedServices.test(description);
  return !isOfService || !(isOfKnown || isOfOwnFunction(description, account));
}

function isOfOtherHomes(system: string, groups: readonly string[], { fileSystems, nfsGroups }: Account): boolean {
  const isOfHomes = groups.length > 0 && groups.every((id) => nfsGroups.some((group) => group.id === id));
  return !isOfHomes && !fileSystems.some(({ id }) => id === system);
}
