import {
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import {
  DeleteAccessPointCommand,
  DeleteFileSystemCommand,
  DeleteMountTargetCommand,
  DescribeFileSystemsCommand,
} from '@aws-sdk/client-efs';
import { goesWithStack } from '../../read/account.ts';
import { look } from '../../read/look.ts';
import { listMountTargets, readAccessPoints, readInterfaces } from '../../read/read-homes.ts';
import { waitUntil } from '../waiting.ts';
import type { Perform } from './perform.ts';

export const deleteMountTargets: Perform<'mount-targets'> = async ({ fileSystem }, { efs }, waiting) => {
  const read = () => listMountTargets(fileSystem, efs);
  const targets = await read();
  for (const { MountTargetId, LifeCycleState } of targets) {
    if (LifeCycleState !== 'deleting') await look(efs.send(new DeleteMountTargetCommand({ MountTargetId })));
  }
  const isGone = async () => (await read()).length === 0;
  await waitUntil(isGone, { until: `the mount targets of ${fileSystem} are gone`, atMostMinutes: 15 }, waiting);
  return targets.length > 0;
};

/** Those of somebody else have stopped the teardown before it began. */
export const deleteAccessPoints: Perform<'access-points'> = async ({ fileSystem }, { efs }) => {
  const points = await readAccessPoints(fileSystem, efs);
  for (const { id: AccessPointId } of points) await look(efs.send(new DeleteAccessPointCommand({ AccessPointId })));
  return points.length > 0;
};

export const deleteFileSystem: Perform<'file-system'> = async ({ fileSystem: FileSystemId }, { efs }, waiting) => {
  const read = () => look(efs.send(new DescribeFileSystemsCommand({ FileSystemId })));
  const [before] = (await read())?.FileSystems ?? [];
  if (before === undefined) return false;
  if (before.LifeCycleState !== 'deleting') await look(efs.send(new DeleteFileSystemCommand({ FileSystemId })));
  const isGone = async () => ((await read())?.FileSystems ?? []).length === 0;
  await waitUntil(isGone, { until: `the file system ${FileSystemId} is gone`, atMostMinutes: 15 }, waiting);
  return true;
};

/** The two groups name each other: no rule may be left in either before one of them can go. */
export const deleteNfsGroups: Perform<'nfs-groups'> = async ({ groups }, clients, waiting) => {
  const { ec2 } = clients;
  const Filters = [{ Name: 'group-id', Values: [...groups] }];
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  if (SecurityGroups.length === 0) return false;
  const isFree = async () => (await readInterfaces('group-id', groups, clients)).length === 0;
  await waitUntil(
    isFree,
    { until: 'no network interface has the groups of the home folders', atMostMinutes: 30 },
    waiting,
  );
  for (const { GroupId, IpPermissions = [], IpPermissionsEgress = [] } of SecurityGroups) {
    if (IpPermissions.length > 0)
      await look(ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions })));
    if (IpPermissionsEgress.length > 0)
      await look(ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: IpPermissionsEgress })));
  }
  for (const { GroupId } of SecurityGroups) await look(ec2.send(new DeleteSecurityGroupCommand({ GroupId })));
  return true;
};

export const waitForInterfaces: Perform<'interfaces'> = async ({ filter, values }, clients, waiting) => {
  const read = async () => (await readInterfaces(filter, values, clients)).filter((each) => !goesWithStack(each));
  const before = await read();
  const isFree = async () => (await read()).length === 0;
  const until = `services have let go of their network interfaces in or with ${values.join(', ')}`;
  await waitUntil(isFree, { until, atMostMinutes: 60 }, waiting);
  return before.length > 0;
};
