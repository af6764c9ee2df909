import { synthesise } from '@atelier/aws';
import type { World } from '@atelier/simulated-aws';
import { UpdateTerminationProtectionCommand } from '@aws-sdk/client-cloudformation';
import { ListTagsCommand } from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deployBlockers } from '../../src/deploy/deploy-blockers.ts';
import { neededNames } from '../../src/deploy/needed-names.ts';
import { readTaken } from '../../src/deploy/read-taken.ts';
import { destroyBlockers } from '../../src/destroy/destroy-blockers.ts';
import { destroyPlan } from '../../src/destroy/destroy-plan.ts';
import { readDestroyGround } from '../../src/destroy/read-destroy-ground.ts';
import type { Account } from '../../src/read/account.ts';
import { type AcmeAccount, acmeAccount } from '../acme-account.ts';

let acme: AcmeAccount;
beforeAll(async () => {
  acme = await acmeAccount();
});
afterAll(() => acme.simulated.close());

const read = () => readDestroyGround(acme.workspace, acme.clients);

/** Blockers that are told before a deployment to an account as it is simulated. */
async function said(account: Account, workspace = acme.workspace) {
  const needed = neededNames((await synthesise(workspace)).stacks, account);
  return deployBlockers(account, workspace, await readTaken(needed, account, acme.clients));
}

function put(
  world: World,
  type: string,
  id: string,
  properties: Readonly<Record<string, string | string[]>>,
): () => void {
  const rest = { attributes: {}, stack: null, logicalId: null, createdMs: 0, status: 'available', madeBy: null };
  world.resources.put({ type, id, properties, ...rest });
  return () => world.resources.remove(type, id);
}

const inSystem = ({ fileSystems }: Account) => ({ FileSystemId: fileSystems[0]?.id ?? '' });
const subnet = (world: World) => world.resources.list('AWS::EC2::Subnet')[0]?.id ?? '';

/** Things that somebody else has put there, and the code of what is said before anything is destroyed. */
const foreign: readonly (readonly [string, string, (world: World, account: Account) => () => void])[] = [
  [
    'a mount target of somebody else',
    'FileSystemInUse',
    (world, account) =>
      put(world, 'AWS::EFS::MountTarget', 'fsmt-foreign', { ...inSystem(account), SecurityGroups: ['sg-1'] }),
  ],
  [
    'an access point of somebody else',
    'FileSystemInUse',
    (world, account) => put(world, 'AWS::EFS::AccessPoint', 'fsap-foreign', inSystem(account)),
  ],
  [
    'a machine in our network',
    'NetworkInUse',
    (world) => put(world, 'AWS::EC2::NetworkInterface', 'eni-foreign', { SubnetId: subnet(world) }),
  ],
  [
    'another domain in our network',
    'DomainOfAnother',
    (world, { vpc }) => put(world, 'AWS::SageMaker::Domain', 'd-foreign', { DomainName: 'other', VpcId: vpc ?? '' }),
  ],
  [
    'a domain with our name that no stack of ours has',
    'DomainOfAnother',
    (world) => put(world, 'AWS::SageMaker::Domain', 'd-foreign', { DomainName: 'acme', VpcId: 'vpc-elsewhere' }),
  ],
];

describe('nothing is destroyed while somebody else is in the way', () => {
  test.each(foreign)('%s', async (_, code, plant) => {
    const uproot = plant(acme.simulated.world, await read());
    try {
      const account = await read();
      expect(destroyBlockers(account).map((problem) => problem.code)).toEqual([code]);
      expect(() => destroyPlan(account, acme.workspace, { stores: 'delete' })).toThrow(
        expect.objectContaining({ code }),
      );
    } finally {
      uproot();
    }
  });

  test('a protected stack', async () => {
    const protect = (EnableTerminationProtection: boolean) =>
      acme.clients.cloudFormation.send(
        new UpdateTerminationProtectionCommand({ StackName: 'acme-network', EnableTerminationProtection }),
      );
    await protect(true);
    expect(destroyBlockers(await read()).map(({ code }) => code)).toEqual(['StackProtected']);
    await protect(false);
    expect(destroyBlockers(await read())).toEqual([]);
  });

  const states = [
    ['UPDATE_IN_PROGRESS', ['StackBusy']],
    ['DELETE_IN_PROGRESS', []],
    ['ROLLBACK_COMPLETE', []],
    ['UPDATE_ROLLBACK_FAILED', []],
    ['DELETE_FAILED', []],
  ] as const;
  test.each(states)('a stack in %s', async (status, codes) => {
    const account = await read();
    const stacks = account.stacks.map((stack) => (stack.name === 'acme-people-01' ? { ...stack, status } : stack));
    expect(destroyBlockers({ ...account, stacks }).map(({ code }) => code)).toEqual(codes);
  });

  test('a stack of somebody else that imports from ours', async () => {
    const account = await read();
    const stacks = account.stacks.map((stack) => ({ ...stack, importedBy: [...stack.importedBy, 'reports'] }));
    expect(destroyBlockers({ ...account, stacks })[0]).toMatchObject({ code: 'StackInUse' });
  });
});

describe('nothing is deployed onto', () => {
  const states = [
    ['ROLLBACK_COMPLETE', []],
    ['ROLLBACK_FAILED', []],
    ['UPDATE_ROLLBACK_FAILED', ['StackStuck']],
    ['DELETE_FAILED', ['StackNotDeleted']],
    ['UPDATE_IN_PROGRESS', ['StackBusy']],
    ['UPDATE_ROLLBACK_COMPLETE', []],
  ] as const;
  test.each(states)('a stack in %s', async (status, codes) => {
    const account = await read();
    const stacks = account.stacks.map((stack) => (stack.name === 'acme-people-01' ? { ...stack, status } : stack));
    expect(deployBlockers({ ...account, stacks }, acme.workspace, []).map(({ code }) => code)).toEqual(codes);
  });

  test('a half-deleted stack of people, which goes by itself: the rest of the workspace stays', async () => {
    const account = await read();
    const as = (name: string) => ({
      ...account,
      stacks: account.stacks.map((stack) => (stack.name === name ? { ...stack, status: 'DELETE_FAILED' } : stack)),
    });
    const fixOf = (name: string) => deployBlockers(as(name), acme.workspace, [])[0]?.fix;
    expect(fixOf('acme-people-01')).toMatch(/aws cloudformation delete-stack --stack-name acme-people-01/);
    expect(fixOf('acme-foundation')).toMatch(/^Run atelier destroy/);
  });

  test.each(['DELETE_FAILED', 'UPDATE_FAILED'])(
    'and a stack in %s that the file wants no more keeps nobody',
    async (status) => {
      const account = await read();
      const [some] = account.stacks;
      if (some === undefined) throw new Error('There are stacks.');
      const stacks = [...account.stacks, { ...some, name: 'acme-project-old', status }];
      expect(deployBlockers({ ...account, stacks }, acme.workspace, [])).toEqual([]);
    },
  );

  test('a half-deleted domain, one that was kept, and one of somebody else', async () => {
    const account = await read();
    const as = (change: object) => ({
      ...account,
      domains: account.domains.map((domain) => ({ ...domain, ...change })),
    });
    const codes = async (changed: Account) => (await said(changed)).map(({ code }) => code);
    expect(await codes(account)).toEqual([]);
    expect(await codes(as({ status: 'Delete_Failed' }))).toEqual(['DomainHalfDeleted']);
    expect(await codes(as({ isOurs: false }))).toEqual(['DomainOfAnother']);
    expect(await codes({ ...account, stacks: [] })).toEqual(['DomainKept', 'StoresKept']);
  });

  test('a stack of somebody else under a name that the workspace needs, and no other', async () => {
    const named = (foreignStacks: readonly string[]) =>
      deployBlockers({ ...bare, foreignStacks }, acme.workspace, []).map(({ code }) => code);
    const bare = { ...(await read()), stacks: [], domains: [], buckets: [], modelGroups: [], retained: [] };
    for (const needed of ['acme-network', 'acme-project-sales-forecasting', 'acme-people-01'])
      expect(named([needed])).toEqual(['StackOfAnother']);
    expect(named(['acme-reports', 'acme-project-other', 'acme-two-network'])).toEqual([]);
  });

  test('stores that an earlier deployment kept, but for those of a project that is no longer in the file', async () => {
    const bare = { ...(await read()), stacks: [], domains: [] };
    const messages = async (workspace: typeof acme.workspace) =>
      (await said(bare, workspace)).map((each) => each.message);
    expect(await messages(acme.workspace)).toEqual([expect.stringContaining('bucket acme-sales-forecasting-data-')]);
    expect(await messages({ ...acme.workspace, projects: [] })).toEqual([]);
  });
});

test('a domain carries the tag of its workspace', async () => {
  const [domain] = (await read()).domains;
  const { Tags } = await acme.clients.sageMaker.send(new ListTagsCommand({ ResourceArn: domain?.arn }));
  expect(Tags).toContainEqual({ Key: 'atelier:workspace', Value: 'acme' });
});
