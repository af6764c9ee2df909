import { type SimulatedAccount, startSimulatedAccount, type World } from '@atelier/simulated-aws';
import { afterEach, describe, expect, test } from 'vitest';
import { example } from '../../../aws/test/example.ts';
import { destroy } from '../../src/destroy/destroy.ts';
import type { DestroyGround } from '../../src/destroy/destroy-ground.ts';
import { destroyPlan } from '../../src/destroy/destroy-plan.ts';
import { leftovers } from '../../src/destroy/leftovers.ts';
import { readDestroyGround } from '../../src/destroy/read-destroy-ground.ts';
import { readAccount } from '../../src/read/read-account.ts';
import { type AcmeAccount, acmeAccount, clientsOf, createStack, put, sleepless, tagsOf } from '../acme-account.ts';

let opened: { readonly simulated: SimulatedAccount } | undefined;
afterEach(() => opened?.simulated.close());

const logs = '/aws/sagemaker/Endpoints/';
const arn = (resource: string) => `arn:aws:sagemaker:eu-central-1:123456789012:${resource}`;

/** Everything that somebody can have whose names begin as those of acme's projects do. */
const kinds: readonly (readonly [id: string, type: string, thing: string, properties: Parameters<typeof put>[3]])[] = [
  [
    'endpoint acme--fraud',
    'AWS::SageMaker::Endpoint',
    'acme--fraud',
    { EndpointName: 'acme--fraud', EndpointConfigName: 'acme--fraud' },
  ],
  [
    'endpoint-config acme--fraud',
    'AWS::SageMaker::EndpointConfig',
    'acme--fraud',
    { EndpointConfigName: 'acme--fraud' },
  ],
  ['model acme--fraud', 'AWS::SageMaker::Model', 'acme--fraud', { ModelName: 'acme--fraud' }],
  [
    'registry acme--fraud',
    'AWS::SageMaker::ModelPackageGroup',
    'acme--fraud',
    { ModelPackageGroupName: 'acme--fraud' },
  ],
  [
    'tracking acme--fraud',
    'AWS::SageMaker::MlflowTrackingServer',
    'acme--fraud',
    { TrackingServerName: 'acme--fraud' },
  ],
  ['tracking acme--app', 'AWS::SageMaker::MlflowApp', arn('mlflow-app/app-1'), { Name: 'acme--app' }],
  [`log-group ${logs}acme--fraud`, 'AWS::Logs::LogGroup', `${logs}acme--fraud`, { LogGroupName: `${logs}acme--fraud` }],
  [
    'bucket acme-fraud-123456789012-euc1',
    'AWS::S3::Bucket',
    'acme-fraud-123456789012-euc1',
    { BucketName: 'acme-fraud-123456789012-euc1' },
  ],
];

async function tearDown({ workspace, clients }: AcmeAccount): Promise<DestroyGround> {
  const whole = { ...workspace, studio: { ...workspace.studio, homeFolders: 'delete' as const } };
  const before = await readDestroyGround(whole, clients);
  await destroy(destroyPlan(before, whole, { stores: 'delete' }), clients, () => undefined, sleepless());
  return readDestroyGround(whole, clients, before.id);
}

const things = (world: World) =>
  Object.fromEntries(world.resources.list().map((each) => [`${each.type} ${each.id}`, each]));
const foreignId = (id: string) => id.replace(/[^/]+$/, '99999999-0000-0000-0000-000000000000');

describe.each([
  ['nothing', () => []],
  ['a tag of their own', () => [{ Key: 'team', Value: 'acme' }]],
  ["the workspace's tag alone, for its costs", () => [{ Key: 'atelier:workspace', Value: 'acme' }]],
  [
    'the id of another workspace of that name',
    (world: World) =>
      tagsOf(world).map(({ Key, Value }) => ({ Key, Value: Key === 'atelier:id' ? foreignId(Value) : Value })),
  ],
])("strangers' things with names like ours, and %s", (_tags, tagged) => {
  test('outlive the teardown to the letter, are said not to be ours, and hide nothing of what is', async () => {
    const acme = await acmeAccount();
    opened = acme;
    const { world } = acme.simulated;
    for (const [, type, thing, properties] of kinds)
      put(world, type, thing, { ...properties, ...(tagged(world).length > 0 ? { Tags: tagged(world) } : {}) });
    const before = things(world);
    const planted = kinds.map(([, type, thing]) => `${type} ${thing}`);
    const { notOurs } = await readDestroyGround(acme.workspace, acme.clients);
    expect(notOurs.map(({ id }) => id).toSorted()).toEqual(kinds.map(([id]) => id).toSorted());
    const after = await tearDown(acme);
    expect(planted.map((thing) => things(world)[thing])).toEqual(planted.map((thing) => before[thing]));
    expect(leftovers(after, { stores: 'delete', homeFolders: 'delete' })).toEqual([]);
    expect(after.notOurs).toHaveLength(kinds.length);
    expect((await readDestroyGround(acme.workspace, acme.clients)).notOurs).toHaveLength(kinds.length);
  }, 60_000);
});

test('in an account that never had the workspace, nothing is taken for its', async () => {
  const simulated = await startSimulatedAccount();
  opened = { simulated };
  const workspace = await example('acme');
  const clients = clientsOf(simulated, workspace);
  for (const [, type, thing, properties] of kinds) put(simulated.world, type, thing, properties);
  const account = await readDestroyGround(workspace, clients);
  expect(account.notOurs).toHaveLength(kinds.length);
  expect(destroyPlan(account, workspace, { stores: 'delete' })).toEqual([]);
});

describe('where AWS denies the tags of something', () => {
  const asked = ['sagemaker:ListTags', 's3:GetBucketTagging', 'logs:ListTagsForResource'];
  const deny = (simulated: SimulatedAccount) => {
    for (const action of asked) simulated.failNext({ call: { action, after: 0 }, kind: 'denied', times: 99 });
  };

  test('that nothing says is ours, it is not ours, and stops nobody', async () => {
    const simulated = await startSimulatedAccount();
    opened = { simulated };
    const workspace = await example('acme');
    const clients = clientsOf(simulated, workspace);
    for (const [, type, thing, properties] of kinds) put(simulated.world, type, thing, properties);
    put(simulated.world, 'AWS::SageMaker::Domain', 'd-elsewhere', { DomainName: 'elsewhere', VpcId: 'vpc-elsewhere' });
    deny(simulated);
    const { notOurs, domains } = await readAccount(workspace, clients);
    expect(notOurs.map(({ id }) => id).toSorted()).toEqual(kinds.map(([id]) => id).toSorted());
    for (const { why } of notOurs) expect(why).toMatch(/^its tags may not be read \(AccessDenied/);
    expect(domains).toEqual([]);
  });

  test('that a stack of ours holds, nothing is said at all', async () => {
    const acme = await acmeAccount();
    opened = acme;
    deny(acme.simulated);
    await expect(readAccount(acme.workspace, acme.clients)).rejects.toMatchObject({ code: 'AccessDenied' });
  });
});

test('a stack with our tag and a name like ours that does not stand on our first stack stays', async () => {
  const acme = await acmeAccount();
  opened = acme;
  const Resources = { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'somebody' } } };
  const theirs = { stack: 'acme-project-fraud', template: JSON.stringify({ Resources }), workspace: 'acme' };
  await createStack(theirs, acme.simulated, acme.clients);
  const { notOurs } = await readDestroyGround(acme.workspace, acme.clients);
  expect(notOurs).toEqual([
    { id: 'stack acme-project-fraud', why: expect.stringContaining('imports nothing from acme-network') },
  ]);
  await tearDown(acme);
  expect(
    acme.simulated.world.resources.list('AWS::SNS::Topic').map(({ properties }) => properties.TopicName),
  ).toContain('somebody');
}, 60_000);

describe('what Studio has made at run time, with the tag of its domain and no id', () => {
  const studioTags = [{ Key: 'atelier:workspace', Value: 'acme' }];
  const plant = (world: World, role: string, config = 'acme--run') => {
    put(world, 'AWS::SageMaker::Model', 'acme--run', {
      ModelName: 'acme--run',
      ExecutionRoleArn: role,
      Tags: studioTags,
    });
    const ProductionVariants = [{ VariantName: 'all', ModelName: 'acme--run' }];
    put(world, 'AWS::SageMaker::EndpointConfig', 'acme--run', {
      ...{ EndpointConfigName: 'acme--run', ProductionVariants, Tags: studioTags },
    });
    put(world, 'AWS::SageMaker::Endpoint', 'acme--run', {
      ...{ EndpointName: 'acme--run', EndpointConfigName: config, Tags: studioTags },
    });
  };
  const role = (name: string, account = '123456789012') => `arn:aws:iam::${account}:role/service/${name}`;

  test('goes with the workspace whose role it works as', async () => {
    const acme = await acmeAccount();
    opened = acme;
    plant(acme.simulated.world, role('acme-jobs-sales-forecasting'));
    const after = await tearDown(acme);
    expect(after.notOurs).toEqual([]);
    expect(leftovers(after, { stores: 'delete', homeFolders: 'delete' })).toEqual([]);
  }, 60_000);

  test.each([
    ['works as a role of others', role('acme-jobs-sales')],
    ['works as a role of that name in another account', role('acme-jobs-sales-forecasting', '210987654321')],
    ['says no role', ''],
  ])('stays where it %s', async (_what, works) => {
    const acme = await acmeAccount();
    opened = acme;
    plant(acme.simulated.world, works);
    const { notOurs, serving } = await readDestroyGround(acme.workspace, acme.clients);
    expect(notOurs.map(({ id }) => id)).toEqual(['model acme--run', 'endpoint-config acme--run', 'endpoint acme--run']);
    expect(JSON.stringify(serving)).not.toContain('acme--run');
  });

  test("stays where an endpoint of it serves what is not the workspace's", async () => {
    const acme = await acmeAccount();
    opened = acme;
    plant(acme.simulated.world, role('acme-jobs-sales-forecasting'), 'somebody');
    const { notOurs } = await readDestroyGround(acme.workspace, acme.clients);
    expect(notOurs.map(({ id }) => id)).toEqual(['endpoint acme--run']);
  });
});
