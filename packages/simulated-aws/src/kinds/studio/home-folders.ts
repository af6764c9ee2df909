import { leave, present } from '../../world/leaving.ts';
import type { StoredResource, WireJson } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { makeInterface, releaseInterfaces } from '../network/network-interfaces.ts';

export const fileSystemType = 'AWS::EFS::FileSystem';
export const mountTargetType = 'AWS::EFS::MountTarget';
export const groupType = 'AWS::EC2::SecurityGroup';

export interface HomeFoldersRequest {
  readonly domainId: string;
  readonly domainArn: string;
  readonly vpc: string;
  readonly subnets: readonly string[];
}

/**
 * Makes what SageMaker makes for the home folders of a domain, outside every stack: a file system, a mount target with a
 * network interface in each subnet, and two security groups that name each other.
 */
export function makeHomeFolders(world: World, request: HomeFoldersRequest): string {
  const { domainId, domainArn, vpc, subnets } = request;
  const tags = [{ Key: 'ManagedByAmazonSageMakerResource', Value: domainArn }];
  const put = (type: string, id: string, properties: StoredResource['properties'], status: string | null = null) => {
    const made = {
      ...{ type, id, properties, status, stack: null, logicalId: null, madeBy: domainId },
      attributes: { Id: id, GroupId: id },
      createdMs: world.clock.nowMs(),
    };
    world.resources.put(made);
    return made;
  };
  const [inbound, outbound] = [world.newId('sg'), world.newId('sg')];
  const group = (direction: string, rules: Record<string, WireJson>) => ({
    GroupName: `security-group-for-${direction}-nfs-${domainId}`,
    GroupDescription: `[DO NOT DELETE] Security Group that allows ${direction} NFS traffic for SageMaker Studio`,
    VpcId: vpc,
    Tags: tags,
    ...rules,
  });
  const nfs = { IpProtocol: 'tcp', FromPort: 2049, ToPort: 2049 };
  const comesIn = { SecurityGroupIngress: [{ ...nfs, SourceSecurityGroupId: outbound }], SecurityGroupEgress: [] };
  const goesOut = { SecurityGroupEgress: [{ ...nfs, DestinationSecurityGroupId: inbound }], SecurityGroupIngress: [] };
  put(groupType, inbound, group('inbound', comesIn));
  put(groupType, outbound, group('outbound', goesOut));
  const fileSystem = world.newId('fs');
  put(fileSystemType, fileSystem, { CreationToken: domainId, Encrypted: true, FileSystemTags: tags }, 'available');
  for (const subnet of subnets) {
    const id = world.newId('fsmt');
    const target = put(
      mountTargetType,
      id,
      { FileSystemId: fileSystem, SubnetId: subnet, SecurityGroups: [inbound] },
      'available',
    );
    makeInterface(world, target, subnet, [inbound], `EFS mount target for ${fileSystem} (${id})`);
  }
  return fileSystem;
}

/** Takes a mount target away, some minutes from now; its interface lingers as all do. */
export function leaveMountTarget(world: World, target: StoredResource, minutes: number): void {
  leave(world, target, minutes, 'deleting');
  releaseInterfaces(world, target);
}

/** Leaves home folders as DeleteDomain does on request: the file system goes with its mount targets, the two groups stay. */
export function leaveHomeFolders(world: World, domainId: string, minutes: number): void {
  for (const system of present(world, fileSystemType).filter(({ madeBy }) => madeBy === domainId)) {
    for (const target of present(world, mountTargetType).filter((each) => each.properties.FileSystemId === system.id))
      leaveMountTarget(world, target, minutes);
    leave(world, system, minutes, 'deleting');
  }
}
