import { describe, expect, test } from 'vitest';
import { kindOf } from '../../src/kinds/kinds.ts';
import type { Service } from '../../src/service/service.ts';
import { ec2 } from '../../src/services/ec2/ec2.ts';
import { efs } from '../../src/services/efs/efs.ts';
import { sagemaker } from '../../src/services/sagemaker/sagemaker.ts';
import { newWorld } from '../../src/world/new-world.ts';
import type { JsonMap } from '../../src/world/resource-store.ts';
import { trustDocument } from '../documents.ts';

/** A domain with one person, a space and an app, in a network with two subnets. */
function studio() {
  const world = newWorld();
  const make = (type: string, properties: JsonMap) =>
    kindOf(type).create({ type, properties, stack: null, logicalId: null }, world);
  const vpc = make('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' });
  const subnets = [0, 1].map((n) => make('AWS::EC2::Subnet', { VpcId: vpc.id, CidrBlock: `10.0.${n}.0/24` }));
  const place = { VpcId: vpc.id, SubnetIds: subnets.map(({ id }) => id) };
  const roleArn = (RoleName: string) =>
    String(make('AWS::IAM::Role', { RoleName, AssumeRolePolicyDocument: trustDocument }).attributes.Arn);
  const { id: group } = make('AWS::EC2::SecurityGroup', { GroupDescription: 'x', VpcId: vpc.id });
  const settings = { ExecutionRole: roleArn('people'), SecurityGroups: [group] };
  const given = { DomainName: 'acme', AuthMode: 'IAM', DefaultUserSettings: settings, DefaultSpaceSettings: settings };
  const { id: DomainId } = make('AWS::SageMaker::Domain', { ...given, ...place });
  make('AWS::SageMaker::UserProfile', { DomainId, UserProfileName: 'july' });
  make('AWS::SageMaker::Space', { DomainId, SpaceName: 'july', ...ofJuly });
  const caller = { arn: '', accessKeyId: '' };
  const ask = async (service: Service, action: string, input: object = {}) =>
    await service.operations[action]?.(input as Record<string, unknown>, world, caller);
  const app = { DomainId, SpaceName: 'july', AppType: 'JupyterLab', AppName: 'default' };
  return { world, make, ask, app, DomainId, vpc, subnets, other: roleArn('other') };
}

const ofJuly = {
  OwnershipSettings: { OwnerUserProfileName: 'july' },
  SpaceSharingSettings: { SharingType: 'Private' },
  SpaceSettings: { AppType: 'JupyterLab' },
};

const minutes = (ms: number) => ms / 60_000;
const fault = (code: string) => expect.objectContaining({ code });

describe('a Studio domain', () => {
  test('brings a file system, a mount target in each subnet and two groups that name each other', async () => {
    const { world, ask, DomainId } = studio();
    expect(await ask(efs, 'DescribeFileSystems', { CreationToken: DomainId })).toMatchObject({
      FileSystems: [{ NumberOfMountTargets: 2, Tags: [{ Key: 'ManagedByAmazonSageMakerResource' }] }],
    });
    const Filters = [{ Name: 'group-name', Values: [`security-group-for-*-nfs-${DomainId}`] }];
    const answer = await ask(ec2, 'DescribeSecurityGroups', { Filters });
    expect(answer?.SecurityGroups).toHaveLength(2);
    const [group] = world.resources.list('AWS::EC2::SecurityGroup').filter(({ madeBy }) => madeBy === DomainId);
    await expect(ask(ec2, 'DeleteSecurityGroup', { GroupId: group?.id })).rejects.toEqual(fault('DependencyViolation'));
  });

  test('is held by its profiles, a profile by its space, a space by its app, and an app takes ten minutes', async () => {
    const { world, ask, app, DomainId } = studio();
    await ask(sagemaker, 'CreateApp', app);
    const refused = [
      ['DeleteSpace', { DomainId, SpaceName: 'july' }],
      ['DeleteUserProfile', { DomainId, UserProfileName: 'july' }],
      ['DeleteDomain', { DomainId }],
    ] as const;
    const begunMs = world.clock.nowMs();
    await ask(sagemaker, 'DeleteApp', app);
    for (const [action, input] of refused)
      await expect(ask(sagemaker, action, input)).rejects.toEqual(fault('ResourceInUse'));
    await expect(ask(sagemaker, 'DescribeApp', app)).rejects.toEqual(fault('ResourceNotFound'));
    expect(minutes(world.clock.nowMs() - begunMs)).toBe(10);
  });

  test.each([
    ['a second app', { AppName: 'two' }, 'ResourceInUse'],
    ['the same app again', {}, 'ResourceInUse'],
    ['an app of another type', { AppType: 'CodeEditor' }, 'ValidationException'],
    ['an app in a space that is nowhere', { SpaceName: 'none' }, 'ResourceNotFound'],
  ])('has spaces that do not take %s', async (_, more, code) => {
    const { ask, app } = studio();
    await ask(sagemaker, 'CreateApp', app);
    await expect(ask(sagemaker, 'CreateApp', { ...app, ...more })).rejects.toEqual(fault(code));
  });

  test.each<[string, (role: string) => object]>([
    ['the role of its people', (ExecutionRole) => ({ DefaultUserSettings: { ExecutionRole } })],
    ['the role of its shared spaces', (ExecutionRole) => ({ DefaultSpaceSettings: { ExecutionRole } })],
    ['its way to the network', () => ({ AppNetworkAccessType: 'VpcOnly' })],
    ['a subnet less', () => ({ SubnetIds: [] })],
    ['Docker', () => ({ DomainSettingsForUpdate: { DockerSettings: { EnableDockerAccess: 'ENABLED' } } })],
  ])('does not get %s while an app runs', async (_, changeTo) => {
    const { ask, app, DomainId, other } = studio();
    const change = changeTo(other);
    await ask(sagemaker, 'CreateApp', app);
    await expect(ask(sagemaker, 'UpdateDomain', { DomainId, ...change })).rejects.toEqual(fault('ResourceInUse'));
    await ask(sagemaker, 'UpdateDomain', { DomainId, DefaultUserSettings: { StudioWebPortal: 'ENABLED' } });
    await ask(sagemaker, 'DeleteApp', app);
    await expect(ask(sagemaker, 'DescribeApp', app)).rejects.toEqual(fault('ResourceNotFound'));
    await ask(sagemaker, 'UpdateDomain', { DomainId, ...change });
  });

  test.each(['Retain', 'Delete'])('deleted with home folders: %s, leaves the two groups', async (HomeEfsFileSystem) => {
    const { world, ask, DomainId } = studio();
    for (const type of ['AWS::SageMaker::Space', 'AWS::SageMaker::UserProfile'])
      for (const { id } of world.resources.list(type)) world.resources.remove(type, id);
    await ask(sagemaker, 'DeleteDomain', { DomainId, RetentionPolicy: { HomeEfsFileSystem } });
    await expect(ask(sagemaker, 'DescribeDomain', { DomainId })).rejects.toEqual(fault('ResourceNotFound'));
    const systems = await ask(efs, 'DescribeFileSystems', { CreationToken: DomainId });
    expect(systems?.FileSystems).toHaveLength(HomeEfsFileSystem === 'Retain' ? 1 : 0);
    const Filters = [{ Name: 'group-name', Values: ['security-group-for-*'] }];
    const groups = await ask(ec2, 'DescribeSecurityGroups', { Filters });
    expect(groups?.SecurityGroups).toHaveLength(2);
  });

  test('of a name that is taken is refused', () => {
    const { make, vpc } = studio();
    const again = { DomainName: 'acme', AuthMode: 'IAM', VpcId: vpc.id, SubnetIds: [] };
    expect(() => make('AWS::SageMaker::Domain', again)).toThrow(fault('AlreadyExists'));
  });
});

describe('a home file system', () => {
  test('goes after its mount targets; their interfaces linger, and hold the subnet meanwhile', async () => {
    const { world, ask, DomainId, subnets } = studio();
    const [system] = world.resources.list('AWS::EFS::FileSystem').filter(({ madeBy }) => madeBy === DomainId);
    const FileSystemId = system?.id;
    await expect(ask(efs, 'DeleteFileSystem', { FileSystemId })).rejects.toEqual(fault('FileSystemInUse'));
    for (const { id } of world.resources.list('AWS::EFS::MountTarget'))
      await ask(efs, 'DeleteMountTarget', { MountTargetId: id });
    expect(await ask(efs, 'DescribeMountTargets', { FileSystemId })).toEqual({ MountTargets: [] });
    const [subnet] = subnets;
    if (subnet === undefined) throw new Error('The network has subnets.');
    expect(() => kindOf(subnet.type).remove(subnet, world)).toThrow(fault('DependencyViolation'));
    expect(await ask(ec2, 'DescribeNetworkInterfaces')).toEqual({ NetworkInterfaces: [] });
    kindOf(subnet.type).remove(subnet, world);
    await ask(efs, 'DeleteFileSystem', { FileSystemId });
    await expect(ask(efs, 'DescribeFileSystems', { FileSystemId })).rejects.toEqual(fault('FileSystemNotFound'));
  });
});

test('an access point holds its file system, and is found by its id or by that', async () => {
  const { make, ask } = studio();
  const { id: FileSystemId } = make('AWS::EFS::FileSystem', {});
  const { id: AccessPointId } = make('AWS::EFS::AccessPoint', { FileSystemId });
  const { id: other } = make('AWS::EFS::FileSystem', {});
  make('AWS::EFS::AccessPoint', { FileSystemId: other });
  for (const input of [{ FileSystemId }, { AccessPointId }])
    expect(await ask(efs, 'DescribeAccessPoints', input)).toMatchObject({ AccessPoints: [{ AccessPointId }] });
  await expect(ask(efs, 'DeleteFileSystem', { FileSystemId })).rejects.toEqual(fault('FileSystemInUse'));
  await ask(efs, 'DeleteAccessPoint', { AccessPointId });
  await expect(ask(efs, 'DescribeAccessPoints', { AccessPointId })).rejects.toEqual(fault('AccessPointNotFound'));
  await ask(efs, 'DeleteFileSystem', { FileSystemId });
});

test('a tracking server outlives its domain, and a registry goes after its models', async () => {
  const { ask, make, other } = studio();
  make('AWS::S3::Bucket', { BucketName: 'artifacts' });
  make('AWS::SageMaker::MlflowTrackingServer', {
    TrackingServerName: 'mlflow',
    ArtifactStoreUri: 's3://artifacts/here',
    RoleArn: other,
  });
  make('AWS::SageMaker::ModelPackageGroup', { ModelPackageGroupName: 'models' });
  const model = make('AWS::SageMaker::ModelPackage', { ModelPackageGroupName: 'models' });
  await expect(ask(sagemaker, 'DeleteModelPackageGroup', { ModelPackageGroupName: 'models' })).rejects.toEqual(
    fault('ConflictException'),
  );
  expect(await ask(sagemaker, 'ListModelPackages', { ModelPackageGroupName: 'models' })).toMatchObject({
    ModelPackageSummaryList: [{ ModelPackageArn: model.id }],
  });
  await ask(sagemaker, 'DeleteModelPackage', { ModelPackageName: model.id });
  await ask(sagemaker, 'DeleteModelPackageGroup', { ModelPackageGroupName: 'models' });
  expect(await ask(sagemaker, 'ListModelPackageGroups')).toMatchObject({ ModelPackageGroupSummaryList: [] });
  expect(await ask(sagemaker, 'ListMlflowTrackingServers')).toMatchObject({
    TrackingServerSummaries: [{ TrackingServerName: 'mlflow', IsActive: 'Active' }],
  });
});

test('a filter that the rehearsal does not know is refused, not looked away from', async () => {
  const { ask } = studio();
  await expect(ask(ec2, 'DescribeVpcs', { Filters: [{ Name: 'owner-id', Values: ['1'] }] })).rejects.toEqual(
    fault('InvalidParameterValue'),
  );
});

describe('a space tells how large its disk is', () => {
  const asked = { SpaceStorageSettings: { EbsStorageSettings: { EbsVolumeSizeInGb: 30 } } };
  const usual = (gb: number) => ({
    SpaceStorageSettings: {
      DefaultEbsStorageSettings: { DefaultEbsVolumeSizeInGb: gb, MaximumEbsVolumeSizeInGb: 100 },
    },
  });
  const defaults = { DefaultUserSettings: usual(20), DefaultSpaceSettings: usual(40) };
  const shared = { ...ofJuly, SpaceSharingSettings: { SharingType: 'Shared' } };

  test.each<[string, object, JsonMap, number]>([
    ['its own', defaults, { ...ofJuly, SpaceSettings: { AppType: 'JupyterLab', ...asked } }, 30],
    ["the domain's for users", defaults, ofJuly, 20],
    ["the domain's for spaces, when it is shared", defaults, shared, 40],
    ["SageMaker's, where nobody says", {}, ofJuly, 5],
  ])('%s', async (_whose, settings, properties, gb) => {
    const { ask, make, DomainId } = studio();
    await ask(sagemaker, 'UpdateDomain', { DomainId, ...settings });
    make('AWS::SageMaker::Space', { DomainId, SpaceName: 'disk', ...properties });
    const storage = { SpaceStorageSettings: { EbsStorageSettings: { EbsVolumeSizeInGb: gb } } };
    const list = await ask(sagemaker, 'ListSpaces', { SpaceNameContains: 'disk' });
    expect(list?.Spaces).toMatchObject([{ SpaceName: 'disk', SpaceSettingsSummary: storage }]);
    const described = await ask(sagemaker, 'DescribeSpace', { DomainId, SpaceName: 'disk' });
    expect(described).toMatchObject({ SpaceName: 'disk', Status: 'InService', SpaceSettings: storage });
  });
});
