import {
  type NetworkInterface,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSecurityGroups,
} from '@aws-sdk/client-ec2';
import {
  type AccessPointDescription,
  DescribeMountTargetSecurityGroupsCommand,
  type FileSystemDescription,
  type MountTargetDescription,
  paginateDescribeAccessPoints,
  paginateDescribeFileSystems,
  paginateDescribeMountTargets,
} from '@aws-sdk/client-efs';
import type { AccessPointFound, FileSystemFound, InterfaceFound, MountTargetFound, NfsGroupFound } from './account.ts';
import type { AccountClients } from './account-clients.ts';
import { everyItem } from './every-item.ts';
import { look } from './look.ts';
import { tagsOf } from './ownership.ts';

/** Tag that SageMaker gives to what it makes for a domain; its value is the domain's ARN. */
const domainTag = 'ManagedByAmazonSageMakerResource';

/** File systems that SageMaker made for domains, whether those are there or gone. */
export async function readFileSystems({ efs }: AccountClients): Promise<readonly FileSystemFound[]> {
  const systems = await everyItem(paginateDescribeFileSystems({ client: efs }, {}), ({ FileSystems }) => FileSystems);
  const homes = systems.flatMap((system) => {
    const domain = domainIn(system.Tags);
    return domain === undefined ? [] : [{ system, domain }];
  });
  return Promise.all(homes.map(({ system, domain }) => readFileSystem(system, domain, efs)));
}

async function readFileSystem(
  { FileSystemId: id = '', SizeInBytes, Tags }: FileSystemDescription,
  domain: string,
  efs: AccountClients['efs'],
): Promise<FileSystemFound> {
  const targets = await listMountTargets(id, efs);
  const points = await readAccessPoints(id, efs);
  const mountTargets = await Promise.all(targets.map((target) => readMountTarget(target, efs)));
  return {
    ...{ id, domain, tags: tagsOf(Tags), bytes: SizeInBytes?.Value ?? 0 },
    mountTargets: mountTargets.filter((target) => target !== undefined),
    accessPoints: points,
  };
}

/** None for a file system that is gone. */
export async function listMountTargets(
  FileSystemId: string,
  efs: AccountClients['efs'],
): Promise<readonly MountTargetDescription[]> {
  const targets = everyItem(
    paginateDescribeMountTargets({ client: efs }, { FileSystemId }),
    (answer) => answer.MountTargets,
  );
  return (await look(targets)) ?? [];
}

async function readMountTarget(
  { MountTargetId: id = '', VpcId: vpc = '' }: MountTargetDescription,
  efs: AccountClients['efs'],
): Promise<MountTargetFound | undefined> {
  const groups = await look(efs.send(new DescribeMountTargetSecurityGroupsCommand({ MountTargetId: id })));
  return groups && { id, vpc, securityGroups: groups.SecurityGroups ?? [] };
}

/** None for a file system that is gone. */
export async function readAccessPoints(
  FileSystemId: string,
  efs: AccountClients['efs'],
): Promise<readonly AccessPointFound[]> {
  const points = everyItem(
    paginateDescribeAccessPoints({ client: efs }, { FileSystemId }),
    (answer) => answer.AccessPoints,
  );
  return ((await look(points)) ?? []).map(accessPointFound);
}

function accessPointFound({ AccessPointId: id = '', Name, Tags }: AccessPointDescription): AccessPointFound {
  return { id, name: Name ?? null, isOfDomain: domainIn(Tags) !== undefined };
}

function domainIn(tags: readonly { Key?: string | undefined; Value?: string | undefined }[] = []): string | undefined {
  return tags
    .find(({ Key }) => Key === domainTag)
    ?.Value?.split('/')
    .at(-1);
}

/** The security groups that domains make for NFS, by their names. */
export async function readNfsGroups({ ec2 }: AccountClients): Promise<readonly NfsGroupFound[]> {
  const Filters = [{ Name: 'group-name', Values: ['security-group-for-*bound-nfs-d-*'] }];
  const groups = await everyItem(
    paginateDescribeSecurityGroups({ client: ec2 }, { Filters }),
    (answer) => answer.SecurityGroups,
  );
  return groups.map(({ GroupId: id = '', GroupName: name = '', VpcId: vpc = '' }) => ({
    ...{ id, name, vpc },
    domain: name.replace(/^.*-nfs-/, ''),
  }));
}

/** Some services make interfaces with the rights of a role here (SageMaker: assumed), for machines of their own account. */
function isOnMachineOfAws({ Attachment, OwnerId }: NetworkInterface): boolean {
  return Attachment?.InstanceOwnerId !== undefined && Attachment.InstanceOwnerId !== OwnerId;
}

/** Interfaces with a value in a field, such as `vpc-id`. */
export async function readInterfaces(
  filter: 'vpc-id' | 'group-id',
  values: readonly string[],
  { ec2 }: Pick<AccountClients, 'ec2'>,
): Promise<readonly InterfaceFound[]> {
  if (values.length === 0) return [];
  const Filters = [{ Name: filter, Values: [...values] }];
  const interfaces = await everyItem(
    paginateDescribeNetworkInterfaces({ client: ec2 }, { Filters }),
    (answer) => answer.NetworkInterfaces,
  );
  return interfaces.map((each) => ({
    id: each.NetworkInterfaceId ?? '',
    vpc: each.VpcId ?? '',
    description: each.Description ?? '',
    type: each.InterfaceType ?? 'interface',
    securityGroups: (each.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
    instance: each.Attachment?.InstanceId ?? null,
    isManaged: each.RequesterManaged === true || isOnMachineOfAws(each),
    isAttached: each.Attachment !== undefined,
  }));
}
