import type { JsonMap, StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';

const defaults: readonly (readonly [type: string, prefix: string, properties: JsonMap])[] = [
  [
    'AWS::EC2::SecurityGroup',
    'sg',
    { GroupName: 'default', GroupDescription: 'default VPC security group', SecurityGroupIngress: [] },
  ],
  ['AWS::EC2::RouteTable', 'rtb', {}],
  ['AWS::EC2::NetworkAcl', 'acl', {}],
];

/** Makes what EC2 makes with every network: its default security group, main route table and default list of rules. */
export function makeDefaults({ resources, clock }: World, { id: VpcId }: StoredResource): void {
  for (const [type, prefix, properties] of defaults) {
    const id = VpcId.replace(/^vpc-./, `${prefix}-d`);
    const made = { status: null, stack: null, logicalId: null, createdMs: clock.nowMs(), madeBy: VpcId };
    resources.put({ ...made, type, id, properties: { ...properties, VpcId }, attributes: { Id: id, GroupId: id } });
  }
}

/** Whether a resource came with its network, with which it goes. */
export function isDefault({ type, madeBy, properties }: StoredResource): boolean {
  return madeBy !== null && madeBy === properties.VpcId && defaults.some(([each]) => each === type);
}

export function removeDefaults({ resources }: World, network: StoredResource): void {
  for (const each of resources.list().filter((one) => isDefault(one) && one.madeBy === network.id))
    resources.remove(each.type, each.id);
}
