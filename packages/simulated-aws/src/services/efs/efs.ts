import { interfacesIn } from '../../kinds/network/network-interfaces.ts';
import { fileSystemType, leaveMountTarget, mountTargetType } from '../../kinds/studio/home-folders.ts';
import { AwsFault, type Members, type Operation, type Service } from '../../service/service.ts';
import { leave, leavesMs, present, seen } from '../../world/leaving.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import { changedTags, type Tag } from '../../world/tags.ts';
import type { World } from '../../world/world.ts';
import { paged } from '../paged.ts';

const accessPointType = 'AWS::EFS::AccessPoint';
/** Assumed. */
const [mountTargetMinutes, fileSystemMinutes] = [1.5, 0.5];

const asked = (id: unknown) => (resource: StoredResource) => id === undefined || resource.id === id;
const inSystem = (id: unknown) => (resource: StoredResource) =>
  id === undefined || resource.properties.FileSystemId === id;

/** @throws AwsFault where a call names a thing that is not there */
function need(world: World, type: string, id: unknown): void {
  const [what = ''] = [type.split('::').at(-1)];
  if (id !== undefined && !present(world, type).some((each) => each.id === id))
    throw new AwsFault(`${what}NotFound`, `${what} '${id}' does not exist.`, 404);
}

const describeFileSystems: Operation = ({ FileSystemId, CreationToken }, world) => {
  const wanted = (each: StoredResource) =>
    asked(FileSystemId)(each) && (CreationToken === undefined || each.properties.CreationToken === CreationToken);
  const found =
    FileSystemId === undefined ? present(world, fileSystemType).filter(wanted) : seen(world, fileSystemType, wanted);
  need(world, fileSystemType, FileSystemId);
  return { FileSystems: found.map((each) => describeFileSystem(each, world)) };
};

function describeFileSystem({ id, properties, status, createdMs }: StoredResource, world: World): Members {
  const targets = present(world, mountTargetType).filter(inSystem(id));
  return {
    ...{ OwnerId: world.account, CreationToken: properties.CreationToken ?? id, FileSystemId: id },
    FileSystemArn: `arn:${world.partition}:elasticfilesystem:${world.region}:${world.account}:file-system/${id}`,
    CreationTime: new Date(createdMs),
    LifeCycleState: status ?? 'available',
    NumberOfMountTargets: targets.length,
    SizeInBytes: { Value: Number(properties.Bytes ?? 6144) },
    PerformanceMode: 'generalPurpose',
    Encrypted: properties.Encrypted === true,
    Tags: properties.FileSystemTags ?? [],
  };
}

const describeMountTargets: Operation = ({ FileSystemId, MountTargetId, AccessPointId }, world) => {
  if (AccessPointId !== undefined) throw new AwsFault('BadRequest', 'Ask by file system or mount target.');
  need(world, fileSystemType, FileSystemId);
  const wanted = (each: StoredResource) => inSystem(FileSystemId)(each) && asked(MountTargetId)(each);
  const found = seen(world, mountTargetType, wanted);
  need(world, mountTargetType, MountTargetId);
  return { MountTargets: found.map((each) => describeMountTarget(each, world)) };
};

function describeMountTarget({ id, properties, status }: StoredResource, world: World): Members {
  const nic = interfacesIn(world).find(({ madeBy }) => madeBy === id);
  return {
    ...{ OwnerId: world.account, MountTargetId: id, FileSystemId: properties.FileSystemId },
    ...{ SubnetId: properties.SubnetId, LifeCycleState: status ?? 'available' },
    ...(nic === undefined ? {} : { NetworkInterfaceId: nic.id, VpcId: vpcOf(world, properties.SubnetId) }),
  };
}

function vpcOf(world: World, subnet: unknown): unknown {
  return world.resources.get('AWS::EC2::Subnet', String(subnet))?.properties.VpcId;
}

const describeMountTargetSecurityGroups: Operation = ({ MountTargetId }, world) => {
  need(world, mountTargetType, MountTargetId);
  return {
    SecurityGroups: world.resources.get(mountTargetType, String(MountTargetId))?.properties.SecurityGroups ?? [],
  };
};

const describeAccessPoints: Operation = ({ FileSystemId, AccessPointId }, world) => {
  need(world, fileSystemType, FileSystemId);
  need(world, accessPointType, AccessPointId);
  const found = present(world, accessPointType).filter(
    (each) => inSystem(FileSystemId)(each) && asked(AccessPointId)(each),
  );
  return {
    AccessPoints: found.map(({ id, properties }) => ({
      ...{ AccessPointId: id, FileSystemId: properties.FileSystemId, LifeCycleState: 'available' },
      ...(properties.Name === undefined ? {} : { Name: properties.Name }),
      Tags: properties.AccessPointTags ?? [],
    })),
  };
};

const deleteMountTarget: Operation = ({ MountTargetId }, world) => {
  need(world, mountTargetType, MountTargetId);
  const target = world.resources.get(mountTargetType, String(MountTargetId));
  if (target !== undefined && leavesMs(target) === null) leaveMountTarget(world, target, mountTargetMinutes);
  return {};
};

const deleteAccessPoint: Operation = ({ AccessPointId }, world) => {
  need(world, accessPointType, AccessPointId);
  world.resources.remove(accessPointType, String(AccessPointId));
  return {};
};

const deleteFileSystem: Operation = ({ FileSystemId }, world) => {
  need(world, fileSystemType, FileSystemId);
  const system = world.resources.get(fileSystemType, String(FileSystemId));
  const uses = [mountTargetType, accessPointType].flatMap((type) =>
    present(world, type).filter(inSystem(FileSystemId)),
  );
  if (uses.length > 0)
    throw new AwsFault('FileSystemInUse', `File system '${FileSystemId}' has mount targets or access points.`, 409);
  if (system !== undefined && leavesMs(system) === null) leave(world, system, fileSystemMinutes, 'deleting');
  return {};
};

const tagResource: Operation = ({ ResourceId, Tags }, world) => {
  need(world, fileSystemType, ResourceId);
  const system = world.resources.get(fileSystemType, String(ResourceId));
  if (system === undefined) return {};
  const FileSystemTags = changedTags(system.properties.FileSystemTags, Tags as readonly Tag[]);
  world.resources.put({ ...system, properties: { ...system.properties, FileSystemTags } });
  return {};
};

const operations = {
  DescribeFileSystems: describeFileSystems,
  DescribeMountTargets: describeMountTargets,
  DescribeMountTargetSecurityGroups: describeMountTargetSecurityGroups,
  DescribeAccessPoints: describeAccessPoints,
  DeleteMountTarget: deleteMountTarget,
  DeleteAccessPoint: deleteAccessPoint,
  DeleteFileSystem: deleteFileSystem,
  TagResource: tagResource,
};
const markedLists = { DescribeFileSystems: 'FileSystems', DescribeMountTargets: 'MountTargets' };

/** File systems, as far as home folders need them. */
export const efs: Service = {
  signingName: 'elasticfilesystem',
  protocol: 'rest-json',
  operations: paged(
    paged(operations, markedLists, { from: 'Marker', next: 'NextMarker', most: 'MaxItems', refusal: 'BadRequest' }),
    { DescribeAccessPoints: 'AccessPoints' },
    { from: 'NextToken', next: 'NextToken', most: 'MaxResults', refusal: 'BadRequest' },
  ),
};
