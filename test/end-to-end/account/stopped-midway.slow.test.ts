import { newWorld, type SimulatedAccount, type World } from '@atelier/simulated-aws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OperatorDesk, operatorDesk, problemOf, smallFile, yes } from './operator-desk.ts';

const deploy = ['deploy', ...yes, '--json'];
const destroy = ['destroy', ...yes, '--json'];
const data = 'acme-sales-data-123456789012-euc1';

/** A workgroup of somebody else that has the name of the project's, and of which no deployment asks before. */
const foreign = {
  ...{ type: 'AWS::RedshiftServerless::Workgroup', id: 'acme-sales', attributes: {} },
  properties: { WorkgroupName: 'acme-sales', NamespaceName: 'other' },
  ...{ stack: null, logicalId: null, createdMs: 0, status: null, madeBy: null },
};

let account: OperatorDesk;
let deployed: World;
beforeAll(async () => {
  account = await operatorDesk();
  account.write(smallFile);
  expect(await account.atelierHere(deploy)).toMatchObject({ code: 0 });
  deployed = account.simulated.world;
  deployed.objects.put(data, 'sales.csv', Buffer.from('day,units'));
});
afterAll(() => account.close());

/** The lock of the command itself comes and goes. */
function isDeletion({ action, input }: SimulatedAccount['calls'][number]): boolean {
  return action.startsWith('Delete') && input.Name !== '/atelier/lock/acme';
}

/** The stacks that there are, by name: the status of each. */
function stacks({ stacks: all }: World): Readonly<Record<string, string>> {
  return Object.fromEntries(all.map(({ name, status }) => [name, status]));
}

describe('a deployment that AWS stops', () => {
  test('at a quota names the resource and what AWS says, and leaves nothing', async () => {
    account.simulated.enter(newWorld({ quotas: { 'AWS::EC2::VPC': 0 } }));
    const answer = await account.atelierHere(deploy);
    const { code, message, fix, state } = problemOf(answer);
    expect({ exit: answer.code, code }).toEqual({ exit: 1, code: 'QuotaReached' });
    expect(message).toMatch(/a quota of the account is used up/);
    expect(message).toMatch(/acme-network\/NetworkVpc\w+\s+\(AWS::EC2::VPC/);
    expect(message).toMatch(/maximum number/);
    expect(fix).toMatch(/^Ask for more in Service Quotas/);
    expect(state).toMatch(/Failed: acme-network\. Not begun: acme-foundation, acme-project-sales/);
    expect(account.simulated.world.resources.list('AWS::EC2::VPC')).toEqual([]);
  });

  test('at a name that somebody has goes on once it is free, and makes anew what was rolled back', async () => {
    const world = newWorld();
    account.simulated.enter(world);
    world.resources.put(foreign);
    const answer = await account.atelierHere(deploy);
    const { code, message, fix, state } = problemOf(answer);
    expect({ exit: answer.code, code }).toEqual({ exit: 1, code: 'AlreadyThere' });
    expect(message).toMatch(/acme-project-sales\/WarehouseWorkgroup\w*\s+\(AWS::RedshiftServerless::Workgroup/);
    expect(fix).toMatch(/^Remove or rename what AWS names/);
    expect(state).toMatch(
      /^Done: acme-network, acme-foundation.*\. Failed: acme-project-sales\. Not begun: acme-people-13\.$/,
    );
    expect(stacks(world)).toMatchObject({
      ...{ 'acme-network': 'CREATE_COMPLETE', 'acme-foundation': 'CREATE_COMPLETE' },
      'acme-project-sales': 'ROLLBACK_COMPLETE',
    });
    world.resources.remove(foreign.type, foreign.id);
    const { unchanged } = JSON.parse((await account.atelierHere(deploy)).out);
    expect(unchanged).toEqual(['acme-network', 'acme-foundation']);
    expect(stacks(world)).toMatchObject({
      'acme-project-sales': 'CREATE_COMPLETE',
      'acme-people-13': 'CREATE_COMPLETE',
    });
  });
});

describe('a teardown', () => {
  test('that AWS stops says which steps are done, and goes on from there', async () => {
    const { simulated } = account;
    simulated.enter(deployed.copy());
    simulated.failNext({ call: { action: 'sagemaker:DeleteDomain', after: 0 }, kind: 'denied' });
    const answer = await account.atelierHere(destroy);
    const { code, message, state } = problemOf(answer);
    expect({ exit: answer.code, code }).toEqual({ exit: 2, code: 'AccessDenied' });
    expect(message).toMatch(/^While doing step \d of \d+ \("Delete the Studio domain d-\w+/);
    expect(state).toMatch(/^\d of \d+ steps are done\. Left: domain d-\w+, /);
    expect(simulated.world.resources.list('AWS::SageMaker::UserProfile')).toEqual([]);
    expect(simulated.world.resources.list('AWS::SageMaker::Domain')).toHaveLength(1);
    expect(await account.atelierHere(destroy)).toMatchObject({ code: 0 });
    expect(simulated.world.resources.list('AWS::SageMaker::Domain')).toEqual([]);
  });

  test('takes up a half-deleted domain, and keeps a bucket with what is in it', async () => {
    const world = deployed.copy();
    account.simulated.enter(world);
    for (const domain of world.resources.list('AWS::SageMaker::Domain'))
      world.resources.put({ ...domain, status: 'Delete_Failed' });
    const { code, out } = await account.atelierHere(destroy);
    expect(code).toBe(0);
    const { leftovers } = JSON.parse(out);
    expect(leftovers).toContainEqual(expect.objectContaining({ id: `bucket ${data}`, isBillable: true, isKept: true }));
    expect(world.resources.list('AWS::SageMaker::Domain')).toEqual([]);
    expect(world.objects.keys(data)).toEqual(['sales.csv']);
  });

  test('that kept stores is followed by a deployment that takes them back, with what is in them', async () => {
    const world = deployed.copy();
    account.simulated.enter(world);
    expect(await account.atelierHere(destroy)).toMatchObject({ code: 0 });
    const { code, out } = await account.atelierHere(deploy);
    expect(code).toBe(0);
    expect(JSON.parse(out).takenBack).toEqual(
      expect.arrayContaining([
        { what: 'bucket', name: data },
        { what: 'registry', name: 'acme--sales--models' },
        { what: 'namespace', name: 'acme-sales' },
      ]),
    );
    expect(world.objects.keys(data)).toEqual(['sales.csv']);
    expect(world.resources.get('AWS::S3::Bucket', data)?.stack).toBe('acme-project-sales');
  });

  test('begins when the steps that were agreed to are still the steps, and otherwise deletes nothing', async () => {
    const world = deployed.copy();
    account.simulated.enter(world);
    const asked = ['destroy', '--json'];
    const answer = await account.atelierAsking(asked, async () => {
      const [profile] = world.resources.list('AWS::SageMaker::UserProfile');
      world.resources.remove(profile?.type ?? '', profile?.id ?? '');
      return 'yes';
    });
    const { code, state } = problemOf(answer);
    expect({ exit: answer.code, code }).toEqual({ exit: 1, code: 'ChangedMeanwhile' });
    expect(state).toBe('Nothing was changed.');
    expect(account.simulated.calls.filter(isDeletion)).toEqual([]);
    expect(await account.atelierAsking(asked, async () => 'no')).toMatchObject({ code: 130 });
    expect(await account.atelierAsking(asked, async () => 'yes')).toMatchObject({ code: 0 });
  });
});
