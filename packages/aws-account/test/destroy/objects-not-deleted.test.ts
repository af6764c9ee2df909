import { startSimulatedAccount } from '@atelier/simulated-aws';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { destroy } from '../../src/destroy/destroy.ts';
import { destroyPlan } from '../../src/destroy/destroy-plan.ts';
import { type AcmeAccount, acmeAccount, clientsOf, put, sleepless } from '../acme-account.ts';

const bucket = 'acme-sales-forecasting-data-123456789012-euc1';

let open: AcmeAccount;
beforeEach(async () => {
  const built = await acmeAccount();
  await built.simulated.close();
  const { world } = built.simulated;
  const ManagedPolicyArns = ['arn:aws:iam::aws:policy/AdministratorAccess'];
  put(world, 'AWS::IAM::Role', 'acme-operator', { ManagedPolicyArns });
  const simulated = await startSimulatedAccount({ world, callers: 'judged' });
  open = { ...built, simulated, clients: clientsOf(simulated, built.workspace) };
});
afterEach(() => open.simulated.close());

/** Lets nobody delete objects whose keys fit; null: nobody is kept from anything. */
function keep(keys: string | null): void {
  const Statement = [{ Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject*', Resource: `arn:aws:s3:::${keys}` }];
  const PolicyDocument = { Version: '2012-10-17', Statement: keys === null ? [] : Statement };
  put(open.simulated.world, 'AWS::S3::BucketPolicy', bucket, { Bucket: bucket, PolicyDocument });
}

test('objects that S3 keeps in an answer without failure stop a teardown, which says which and goes on when it may', async () => {
  const { simulated, clients, workspace, found } = open;
  const plan = destroyPlan(found, workspace, { stores: 'delete' });
  const steps = plan.filter(({ action }) => action.kind === 'bucket' && action.bucket === bucket);
  expect(steps).toHaveLength(1);
  const { objects } = simulated.world;
  for (const key of ['kept/1', 'kept/2', 'other']) objects.put(bucket, key, Buffer.from('x'));
  const run = () => destroy(steps, clients, () => undefined, sleepless());
  keep(`${bucket}/kept/*`);
  await expect(run()).rejects.toMatchObject({
    code: 'ObjectsNotDeleted',
    message: expect.stringMatching(
      /2 or more objects in the bucket .* one of them kept\/1: AccessDenied User: .*explicit deny/,
    ),
    fix: expect.stringContaining('give yourself the right'),
    whose: 'yours',
    state: expect.stringContaining('goes on from there'),
  });
  expect(simulated.calls.filter(({ action }) => action === 'DeleteObjects').map(({ outcome }) => outcome)).toEqual([
    'answered',
  ]);
  // It stops before the next page.
  expect(objects.keys(bucket)).toEqual(['kept/1', 'kept/2', 'sales.csv']);
  keep(null);
  await run();
  expect(simulated.world.resources.get('AWS::S3::Bucket', bucket)).toBeUndefined();
});
