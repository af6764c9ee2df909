import { afterEach, describe, expect, test } from 'vitest';
import { destroy } from '../../src/destroy/destroy.ts';
import type { DestroyGround } from '../../src/destroy/destroy-ground.ts';
import { destroyPlan } from '../../src/destroy/destroy-plan.ts';
import type { DestroyAction, DestroyStep } from '../../src/destroy/destroy-step.ts';
import { leftovers } from '../../src/destroy/leftovers.ts';
import { readDestroyGround } from '../../src/destroy/read-destroy-ground.ts';
import { type AcmeAccount, acmeAccount, keepHomes, sleepless } from '../acme-account.ts';

let open: AcmeAccount | undefined;
afterEach(() => open?.simulated.close());

/** Call that each kind of step changes the account with, or asks with where it only waits. */
const calls: Readonly<Record<DestroyAction['kind'], string>> = {
  assignments: 'sso:DeleteApplicationAssignment',
  apps: 'sagemaker:DeleteApp',
  spaces: 'sagemaker:DeleteSpace',
  profiles: 'sagemaker:DeleteUserProfile',
  schedules: 'sagemaker:DeleteMonitoringSchedule',
  jobs: 'sagemaker:StopTrainingJob',
  pipelines: 'sagemaker:DeletePipeline',
  notebooks: 'sagemaker:DeleteNotebookInstance',
  tracking: 'sagemaker:DeleteMlflowTrackingServer',
  serving: 'sagemaker:DeleteEndpointConfig',
  models: 'sagemaker:DeleteModelPackage',
  domain: 'sagemaker:DeleteDomain',
  'mount-targets': 'elasticfilesystem:DeleteMountTarget',
  'access-points': 'elasticfilesystem:DeleteAccessPoint',
  'file-system': 'elasticfilesystem:DeleteFileSystem',
  'nfs-groups': 'ec2:RevokeSecurityGroupIngress',
  interfaces: 'ec2:DescribeNetworkInterfaces',
  'bucket-policies': 's3:PutBucketPolicy',
  stacks: 'cloudformation:DeleteStack',
  repository: 'codecommit:DeleteRepository',
  namespace: 'redshift-serverless:DeleteNamespace',
  bucket: 's3:DeleteObjects',
  'log-groups': 'logs:DeleteLogGroup',
  key: 'kms:ScheduleKeyDeletion',
};

/** Before these, an earlier teardown has deleted the domain and kept its home folders: otherwise they find nothing. */
const afterKeeping: readonly string[] = ['mount-targets', 'access-points', 'file-system'];

async function acme() {
  open = await acmeAccount();
  const { clients, workspace: given } = open;
  const workspace = { ...given, studio: { ...given.studio, homeFolders: 'delete' as const } };
  const read = () => readDestroyGround(workspace, clients);
  const planOf = (account: DestroyGround) => destroyPlan(account, workspace, { stores: 'delete' });
  const run = (steps: readonly DestroyStep[]) => destroy(steps, clients, () => undefined, sleepless());
  const leftOf = (account: DestroyGround) => leftovers(account, { homeFolders: 'delete', stores: 'delete' });
  return { account: open, read, planOf, leftOf, run };
}

describe('a step that AWS refuses stops the teardown, which says which step, and running it again ends it', () => {
  test.each(Object.entries(calls))('%s: %s', async (kind, action) => {
    const { account, read, planOf, leftOf, run } = await acme();
    if (afterKeeping.includes(kind)) await keepHomes(account);
    const steps = planOf(afterKeeping.includes(kind) ? await read() : account.found);
    // Nothing is deleted from an empty bucket.
    const refused = steps.find(({ action, what }) => action.kind === kind && !what.startsWith('Delete the bucket'));
    // The step before it asks once whether anything has the groups of the home folders.
    const after = kind === 'interfaces' ? 1 : 0;
    account.simulated.failNext({ call: { action, after }, kind: 'denied' });
    const problem = await run(steps).catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: 'AccessDenied', state: expect.stringContaining('goes on from there') });
    expect(String(problem)).toContain(`("${refused?.what}")`);
    const halfway = await read();
    expect(leftOf(halfway)).not.toEqual([]);
    await run(planOf(halfway));
    const end = await read();
    expect(leftOf(end)).toEqual([]);
    expect(planOf(end)).toEqual([]);
  });
});
