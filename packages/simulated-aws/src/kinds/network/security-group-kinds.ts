import type { StoredResource, WireJson } from '../../world/resource-store.ts';
import { addNew, resourceFor } from '../generic-kind.ts';
import { minutesOf } from '../minutes.ts';
import { invalid } from '../refusal.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { names, removeUnlessUsed } from './dependents.ts';
import { isDefault } from './network-defaults.ts';
import { present } from './present.ts';

const type = 'AWS::EC2::SecurityGroup';

const group: ResourceKind = {
  type,
  minutes: minutesOf(type),
  create: (wanted, world) => {
    const { VpcId: vpc, GroupName: name } = wanted.properties;
    if (vpc !== undefined) present(world, 'AWS::EC2::VPC', vpc);
    const isTaken =
      name !== undefined &&
      world.resources.list(type).some((other) => other.properties.GroupName === name && other.properties.VpcId === vpc);
    if (isTaken)
      throw invalid(
        `The security group '${String(name)}' already exists for VPC '${String(vpc)}'`,
        'InvalidGroup.Duplicate',
      );
    return addNew(world, resourceFor(wanted, world));
  },
  remove: (resource, world) => {
    if (isDefault(resource))
      throw invalid(
        `the specified group: "${resource.id}" name: "default" cannot be deleted by a user`,
        'CannotDelete',
      );
    removeUnused(resource, world);
  },
};

const removeUnused = removeUnlessUsed('security group', isUsed);

/** By an interface, or in a rule of another group. Rules of a group do not keep it. */
function isUsed(user: StoredResource, { id }: StoredResource): boolean {
  if (user.type === 'AWS::EC2::NetworkInterface') return names(user, 'GroupSet', id);
  if (/^AWS::EC2::SecurityGroup(In|E)gress$/.test(user.type))
    return user.properties.GroupId !== id && names(user, sourceOf(user.type), id);
  if (user.type !== type) return false;
  const { SecurityGroupIngress: incoming = [], SecurityGroupEgress: outgoing = [] } = user.properties;
  return [incoming, outgoing].flat().some((rule) => isAbout(rule, id));
}

function isAbout(rule: WireJson, id: string): boolean {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return false;
  return Object.entries(rule).some(([name, value]) => name.endsWith('SecurityGroupId') && value === id);
}

function sourceOf(ruleType: string): string {
  return ruleType.endsWith('Ingress') ? 'SourceSecurityGroupId' : 'DestinationSecurityGroupId';
}

function ruleKind(ruleType: string): ResourceKind {
  return {
    type: ruleType,
    minutes: minutesOf(ruleType),
    create: (wanted, world) => {
      present(world, type, wanted.properties.GroupId);
      const source = wanted.properties[sourceOf(ruleType)];
      if (source !== undefined) present(world, type, source);
      return addNew(world, resourceFor(wanted, world));
    },
  };
}

/** Security groups and the rules that templates write beside them. */
export const securityGroupKinds: readonly ResourceKind[] = [
  group,
  ruleKind('AWS::EC2::SecurityGroupIngress'),
  ruleKind('AWS::EC2::SecurityGroupEgress'),
];
