import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { afterEach, expect, test } from 'vitest';
import { destroy } from '../../src/destroy/destroy.ts';
import { destroyPlan } from '../../src/destroy/destroy-plan.ts';
import { readDestroyGround } from '../../src/destroy/read-destroy-ground.ts';
import { type AcmeAccount, acmeAccount, sleepless } from '../acme-account.ts';

let open: AcmeAccount | undefined;
afterEach(() => open?.simulated.close());

const stores = ['data', 'artifacts', 'sandboxes'].map((use) => `acme-sales-forecasting-${use}-123456789012-euc1`);

/** Home folders that are kept are looked at each time. */
const isOfStores = (id: string) => !id.startsWith('mount-targets ');

async function acme(policy: 'keep' | 'delete' = 'keep') {
  open = await acmeAccount();
  const { clients, workspace, simulated, found } = open;
  const plan = async () => destroyPlan(await readDestroyGround(workspace, clients), workspace, { stores: policy });
  const sidsOf = async (Bucket: string) => {
    const { Policy = '{}' } = await clients.s3.send(new GetBucketPolicyCommand({ Bucket }));
    return JSON.parse(Policy).Statement.map(({ Sid }: { Sid: string }) => Sid);
  };
  const run = (steps: Awaited<ReturnType<typeof plan>>) => destroy(steps, clients, () => undefined, sleepless());
  return { plan, sidsOf, run, simulated, steps: destroyPlan(found, workspace, { stores: policy }) };
}

test('stores are handed to operators when no project uses them, and before network and endpoint go', async () => {
  const { steps } = await acme();
  const placeOf = (id: string) => steps.findIndex((step) => step.id.startsWith(id));
  expect(placeOf('stacks acme-project')).toBeGreaterThan(-1);
  expect(placeOf('bucket-policies')).toBeGreaterThan(placeOf('stacks acme-project'));
  expect(placeOf('bucket-policies')).toBeLessThan(placeOf('stacks acme-foundation'));
  expect(placeOf('bucket-policies')).toBeLessThan(placeOf('stacks acme-network'));
});

test('kept stores have the policy that lets operators read, and their log is as it was', async () => {
  const { steps, run, sidsOf } = await acme();
  await run(steps);
  for (const store of stores)
    expect(await sidsOf(store)).toEqual(['NoPlainText', 'NoOldTls', 'KeptForOperators', 'KeptAsItIs']);
  expect(await sidsOf('acme-access-logs-123456789012-euc1')).toContain('DeliverLogsOfThisAccount');
});

test('the key of kept stores stays usable', async () => {
  const { steps, run, simulated } = await acme();
  await run(steps);
  expect(simulated.world.resources.list('AWS::KMS::Key').map(({ status }) => status)).not.toContain('PendingDeletion');
});

test('a teardown that stopped before it goes on there, and one that is over has nothing to do', async () => {
  const { steps, plan, run, sidsOf } = await acme();
  const before = steps.slice(
    0,
    steps.findIndex(({ id }) => id === 'bucket-policies'),
  );
  await run(before);
  for (const store of stores) expect(await sidsOf(store)).toContain('OnlyThroughEndpoints');
  const left = await plan();
  expect(left.map(({ id }) => id)).toContain('bucket-policies');
  await run(left);
  for (const store of stores) expect(await sidsOf(store)).toContain('KeptForOperators');
  expect((await plan()).map(({ id }) => id).filter(isOfStores)).toEqual([]);
});

test('stores whose network went before they were handed over are handed over then', async () => {
  const { steps, plan, run, sidsOf } = await acme();
  await run(steps.filter(({ id }) => id !== 'bucket-policies'));
  const left = await plan();
  expect(left.map(({ id }) => id).filter(isOfStores)).toEqual(['bucket-policies']);
  await run(left);
  for (const store of stores) expect(await sidsOf(store)).toContain('KeptForOperators');
});

test('what was kept is emptied and deleted when somebody says so', async () => {
  const kept = await acme();
  await kept.run(kept.steps);
  const { clients, workspace, simulated } = open as AcmeAccount;
  await destroy(
    destroyPlan(await readDestroyGround(workspace, clients), workspace, { stores: 'delete' }),
    clients,
    () => undefined,
    sleepless(),
  );
  const left = simulated.world.resources.list('AWS::S3::Bucket').map(({ id }) => id);
  expect(left.filter((id) => id.startsWith('acme-'))).toEqual([]);
});
