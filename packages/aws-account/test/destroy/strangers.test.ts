import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { synthesise } from '@atelier/aws';
import { type SimulatedAccount, startSimulatedAccount, type World } from '@atelier/simulated-aws';
import { afterEach, describe, expect, test } from 'vitest';
import type { AwsWorkspace } from '../../../aws/src/stacks/ground.ts';
import { written } from '../../../aws/test/example.ts';
import { destroy } from '../../src/destroy/destroy.ts';
import { destroyPlan } from '../../src/destroy/destroy-plan.ts';
import { leftovers } from '../../src/destroy/leftovers.ts';
import { readDestroyGround } from '../../src/destroy/read-destroy-ground.ts';
import { isOfVpcEndpoint } from '../../src/read/account.ts';
import { clientsOf, createStack, deployAcme, prepare, put, sleepless, work } from '../acme-account.ts';

let simulated: SimulatedAccount;
afterEach(() => simulated.close());

async function open() {
  simulated = await startSimulatedAccount();
  const clients = clientsOf(simulated, await acmeWith());
  await prepare(clients);
  const policy = { stores: 'delete', homeFolders: 'delete' } as const;
  const deleting = (workspace: AwsWorkspace) => ({
    ...workspace,
    studio: { ...workspace.studio, homeFolders: 'delete' as const },
  });
  const read = (workspace: AwsWorkspace) => readDestroyGround(workspace, clients);
  const plan = async (workspace: AwsWorkspace, stores: 'keep' | 'delete' = 'delete') =>
    destroyPlan(await read(workspace), deleting(workspace), { stores });
  const left = async (workspace: AwsWorkspace) => leftovers(await read(workspace), policy);
  const tearDown = async (workspace: AwsWorkspace, stores: 'keep' | 'delete' = 'delete') =>
    destroy(await plan(workspace, stores), clients, () => undefined, sleepless());
  const deploy = async (workspace: AwsWorkspace) => {
    for (const { stack, template } of (await synthesise(workspace)).stacks)
      await createStack({ stack, template: JSON.stringify(template), workspace: workspace.name }, simulated, clients);
  };
  return { clients, read, plan, left, tearDown, deploy };
}

/** Everything in the account, each thing with all that is known of it, as text. */
function everything({ resources, objects }: World): Readonly<Record<string, string>> {
  const things = resources.list().map((each) => [`${each.type} ${each.id}`, JSON.stringify(each)]);
  const files = resources
    .list('AWS::S3::Bucket')
    .flatMap(({ id }) =>
      objects.versions(id).map((file) => [`${id}/${file.key} ${file.versionId}`, String(file.body)]),
    );
  return Object.fromEntries([...things, ...files]);
}

const isPending = (thing: string) => thing.startsWith('AWS::KMS::Key ');
/** AWS tells of jobs that are over for good. */
const isOver = (thing: string) => /^AWS::SageMaker::\w+Job /.test(thing);

/** That all of before is as it was, and nothing is there beside it but keys that wait for their end and jobs that are over. */
function expectOnly(before: ReturnType<typeof everything>, world: World): void {
  const after = everything(world);
  expect(Object.fromEntries(Object.keys(before).map((thing) => [thing, after[thing]]))).toEqual(before);
  const added = Object.keys(after).filter((thing) => before[thing] === undefined && !thing.startsWith('cdk-assets/'));
  expect(added.filter((thing) => !isPending(thing) && !isOver(thing))).toEqual([]);
}

const acmeYaml = fileURLToPath(new URL('../../../../examples/acme/atelier.yaml', import.meta.url));

async function acmeWith(...changes: readonly (readonly [string | RegExp, string])[]): Promise<AwsWorkspace> {
  const text = await readFile(acmeYaml, 'utf8');
  const whole = text.replace(/^ {4}flows: .*\n/m, '');
  return written(changes.reduce((said, [from, to]) => said.replace(from, to), whole));
}

/** Things whose names begin as those of `acme` do, or are in another region, and which are not its own. */
function plantNamesakes(world: World): void {
  const tagged = (workspace: string) => [{ Key: 'atelier:workspace', Value: workspace }];
  const named = (type: string, property: string, name: string) => put(world, type, name, { [property]: name });
  for (const name of ['acme-two--sales--daily', 'acme-sales', 'my-acme--sales--daily']) {
    named('AWS::SageMaker::Endpoint', 'EndpointName', name);
    named('AWS::SageMaker::EndpointConfig', 'EndpointConfigName', name);
    named('AWS::SageMaker::Model', 'ModelName', name);
    named('AWS::SageMaker::ModelPackageGroup', 'ModelPackageGroupName', `${name}-models`);
    named('AWS::SageMaker::MlflowTrackingServer', 'TrackingServerName', `${name}-tracking`);
    named('AWS::Logs::LogGroup', 'LogGroupName', `/aws/sagemaker/Endpoints/${name}`);
    named('AWS::Logs::LogGroup', 'LogGroupName', `/aws/lambda/${name}`);
    put(world, 'AWS::SageMaker::MlflowApp', `arn:aws:sagemaker:eu-central-1:123456789012:mlflow-app/${name}`, {
      Name: name,
    });
    put(world, 'AWS::CodeCommit::Repository', `id-of-${name}`, { RepositoryName: name });
    put(world, 'AWS::RedshiftServerless::Namespace', name, { NamespaceName: name });
  }
  put(world, 'AWS::S3::Bucket', 'acme-reports-123456789012-euc1', { BucketName: 'acme-reports-123456789012-euc1' });
  put(world, 'AWS::S3::Bucket', 'acme-two-reports-123456789012-euc1', { Tags: tagged('acme-two') });
  // The same workspace a second time, in another region: S3 lists the buckets of all regions.
  put(world, 'AWS::S3::Bucket', 'acme-sales-forecasting-data-123456789012-use1', { Tags: tagged('acme') });
  put(world, 'AWS::KMS::Key', 'key-of-somebody', { Tags: tagged('acme-two') });
}

describe('another workspace in the same account, and things named alike', () => {
  test('stay as they were, to the letter, when acme is destroyed beside acme-two; and so the other way round', async () => {
    const { clients, read, left, tearDown, deploy } = await open();
    const { world } = simulated;
    plantNamesakes(world);
    const two = await acmeWith(['workspace: acme', 'workspace: acme-two'], ['10.10.0.0', '10.20.0.0']);
    const acme = await acmeWith();
    await deploy(two);
    // Tagged for its costs, and not a stack that a workspace has.
    const Resources = { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'acme-reports' } } };
    const reports = { stack: 'acme-reports', template: JSON.stringify({ Resources }), workspace: 'acme' };
    await createStack(reports, simulated, clients);
    expect((await read(acme)).foreignStacks).toContain('acme-reports');
    const before = everything(world);
    await deployAcme(simulated, clients);
    await work((await read(acme)).domains[0]?.id ?? '', simulated, clients);
    await tearDown(acme);
    expect(await left(acme)).toEqual([]);
    expectOnly(before, world);

    await deployAcme(simulated, clients);
    const ofAcme = Object.entries(everything(world)).filter(([thing]) => before[thing] === undefined);
    await tearDown(two);
    expect(await left(two)).toEqual([]);
    expect(everything(world)).toMatchObject(Object.fromEntries(ofAcme));
    expect(world.resources.list('AWS::EC2::VPC')).toHaveLength(1);
  }, 60_000);
});

test('a warehouse that has the name of one that acme kept, and is now of acme-two, stays', async () => {
  const { left, tearDown, deploy } = await open();
  const { resources } = simulated.world;
  const of = (workspace: string, project: string) =>
    acmeWith(['workspace: acme', `workspace: ${workspace}`], ['sales-forecasting:', `${project}:`]);
  const acme = await of('acme', 'two-sales');
  await deploy(acme);
  await tearDown(acme, 'keep');
  expect((await left(acme)).map(({ id }) => id)).toContain('namespace acme-two-sales');
  // Somebody removes by hand what was kept.
  for (const { type, id } of resources.list()) if (!id.includes('cdk-')) resources.remove(type, id);
  await deploy(await of('acme-two', 'sales'));
  const before = everything(simulated.world);
  expect(await left(acme)).toEqual([]);
  await tearDown(acme);
  expectOnly(before, simulated.world);
}, 60_000);

const existing =
  'network: { mode: isolated, existing: { vpc: vpc-0a1b2c3d, cidr: 10.10.0.0/16, subnets: [subnet-0a1b2c3d, subnet-0a1b2c3e, subnet-0a1b2c3f], routeTables: [rtb-0a1b2c3d], endpoints: [sts] } }';
const vpc = 'vpc-0a1b2c3d';

/** A network with other people's machines, domain and home folders in it. */
function plantNetwork(world: World): void {
  const names = { EnableDnsSupport: true, EnableDnsHostnames: true };
  put(world, 'AWS::EC2::VPC', vpc, { VpcId: vpc, CidrBlock: '10.10.0.0/16', ...names });
  for (const [place, subnet] of ['subnet-0a1b2c3d', 'subnet-0a1b2c3e', 'subnet-0a1b2c3f'].entries())
    put(world, 'AWS::EC2::Subnet', subnet, { SubnetId: subnet, VpcId: vpc, CidrBlock: `10.10.${place}.0/24` });
  put(world, 'AWS::EC2::RouteTable', 'rtb-0a1b2c3d', { RouteTableId: 'rtb-0a1b2c3d', VpcId: vpc });
  const group = (id: string, GroupName: string) =>
    put(world, 'AWS::EC2::SecurityGroup', id, { GroupId: id, GroupName, VpcId: vpc, GroupDescription: 'of others' });
  group('sg-others', 'others');
  group('sg-nfs', 'security-group-for-inbound-nfs-d-others');
  const at = { SubnetId: 'subnet-0a1b2c3d' };
  put(world, 'AWS::EC2::NetworkInterface', 'eni-machine', { ...at, GroupSet: ['sg-others'], Description: 'a machine' });
  put(world, 'AWS::EC2::VPCEndpoint', 'vpce-sts', { VpcId: vpc, ServiceName: 'com.amazonaws.eu-central-1.sts' });
  const Description = 'VPC Endpoint Interface vpce-sts';
  put(world, 'AWS::EC2::NetworkInterface', 'eni-sts', { ...at, GroupSet: ['sg-others'], Description }, 'vpce-sts');
  const arn = 'arn:aws:sagemaker:eu-central-1:123456789012:domain/d-others';
  const domain = { DomainId: 'd-others', DomainName: 'others', VpcId: vpc };
  const made = put(world, 'AWS::SageMaker::Domain', 'd-others', domain);
  world.resources.put({ ...made, attributes: { DomainArn: arn, HomeEfsFileSystemId: 'fs-others' } });
  const FileSystemTags = [{ Key: 'ManagedByAmazonSageMakerResource', Value: arn }];
  put(world, 'AWS::EFS::FileSystem', 'fs-others', { CreationToken: 'd-others', FileSystemTags }, 'd-others');
  const target = { FileSystemId: 'fs-others', ...at, SecurityGroups: ['sg-nfs'] };
  put(world, 'AWS::EFS::MountTarget', 'fsmt-others', target, 'd-others');
  const ofTarget = { ...at, GroupSet: ['sg-nfs'], Description: 'EFS mount target for fs-others (fsmt-others)' };
  put(world, 'AWS::EC2::NetworkInterface', 'eni-others', ofTarget, 'fsmt-others');
}

describe('a network that was there before', () => {
  test('is left as it was, to the letter, while what the workspace made in it is found and goes', async () => {
    const { read, plan, left, tearDown, deploy } = await open();
    const { world } = simulated;
    plantNetwork(world);
    const before = everything(world);
    const workspace = await acmeWith([/^network: .*$/m, existing]);
    await deploy(workspace);
    const found = await read(workspace);
    expect(found).toMatchObject({
      vpc: null,
      nfsGroups: [{ vpc }, { vpc }],
      fileSystems: [{ mountTargets: [{ vpc }, { vpc }, { vpc }] }],
    });
    expect(found.interfaces.filter(({ description }) => description.startsWith('EFS mount target'))).toHaveLength(3);
    expect(found.interfaces.filter(isOfVpcEndpoint).length).toBeGreaterThan(10);
    expect(JSON.stringify(found)).not.toContain('others');
    expect((await plan(workspace)).map(({ id }) => id)).toContainEqual(expect.stringMatching(/^interfaces sg-/));
    await tearDown(workspace);
    expect(await left(workspace)).toEqual([]);
    expectOnly(before, world);
  }, 60_000);

  const at = { SubnetId: 'subnet-0a1b2c3d' };
  const ofFunction = { ...at, Description: 'AWS Lambda VPC ENI-billing', InterfaceType: 'lambda' };
  const endpoint = { VpcId: vpc, ServiceName: 'com.amazonaws.eu-central-1.sts', VpcEndpointType: 'Interface' };
  const rule = { GroupId: 'sg-others', IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
  type Holding = readonly [string, string, (world: World, ours: string) => unknown];
  const holding: readonly Holding[] = [
    [
      'a machine',
      'the network interface eni-9 (a machine)',
      (world, ours) =>
        put(world, 'AWS::EC2::NetworkInterface', 'eni-9', { ...at, GroupSet: [ours], Description: 'a machine' }),
    ],
    [
      'a function',
      'the network interface eni-9 (AWS Lambda VPC ENI-billing)',
      (world, ours) =>
        put(world, 'AWS::EC2::NetworkInterface', 'eni-9', { ...ofFunction, GroupSet: [ours] }, 'function'),
    ],
    [
      'an endpoint',
      'the VPC endpoint vpce-9 (com.amazonaws.eu-central-1.sts)',
      (world, ours) => {
        put(world, 'AWS::EC2::VPCEndpoint', 'vpce-9', endpoint);
        const Description = 'VPC Endpoint Interface vpce-9';
        put(world, 'AWS::EC2::NetworkInterface', 'eni-9', { ...at, GroupSet: [ours], Description }, 'vpce-9');
      },
    ],
    [
      'a rule of a group',
      'in the security group sg-others (others)',
      (world, ours) => put(world, 'AWS::EC2::SecurityGroupIngress', 'sgr-9', { ...rule, SourceSecurityGroupId: ours }),
    ],
    [
      'a rule the other way',
      'in the security group sg-others (others)',
      (world, ours) =>
        put(world, 'AWS::EC2::SecurityGroupEgress', 'sgr-9', { ...rule, DestinationSecurityGroupId: ours }),
    ],
  ];
  test.each(holding)(
    '%s of others that holds on to a group of ours is refused before anything is',
    async (_what, said, hold) => {
      const { plan, deploy } = await open();
      const { world } = simulated;
      plantNetwork(world);
      const workspace = await acmeWith([/^network: .*$/m, existing]);
      await deploy(workspace);
      expect((await plan(workspace)).length).toBeGreaterThan(5);
      hold(world, world.resources.list('AWS::EC2::SecurityGroup').find(({ stack }) => stack !== null)?.id ?? '');
      await expect(plan(workspace)).rejects.toMatchObject({
        code: 'NetworkInUse',
        message: expect.stringMatching(
          new RegExp(`^With a security group of this workspace .*${RegExp.escape(said)}.$`),
        ),
      });
    },
    60_000,
  );

  test('what a broken teardown leaves in it is found all the same', async () => {
    const { clients, plan, left, tearDown, deploy } = await open();
    const { world } = simulated;
    plantNetwork(world);
    const workspace = await acmeWith([/^network: .*$/m, existing]);
    await deploy(workspace);
    for (const step of (await plan(workspace)).filter(({ action }) => action.kind !== 'nfs-groups'))
      await destroy([step], clients, () => undefined, sleepless());
    expect((await left(workspace)).map(({ id }) => id)).toEqual([
      expect.stringMatching(/^nfs-group /),
      expect.stringMatching(/^nfs-group /),
    ]);
    await tearDown(workspace);
    expect(await left(workspace)).toEqual([]);
  }, 60_000);
});
