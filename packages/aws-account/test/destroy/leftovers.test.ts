import { expect, onTestFinished, test } from 'vitest';
import { destroyPlan } from '../../src/destroy/destroy-plan.ts';
import { leftovers } from '../../src/destroy/leftovers.ts';
import { readDestroyGround } from '../../src/destroy/read-destroy-ground.ts';
import { acmeAccount } from '../acme-account.ts';

async function acme() {
  const { simulated, workspace, clients } = await acmeAccount();
  onTestFinished(() => simulated.close());
  return { workspace, world: simulated.world, read: () => readDestroyGround(workspace, clients) };
}

const kept = { homeFolders: 'keep', stores: 'delete' } as const;

test('the key stays with home folders that are kept, also where nothing but their domain names them', async () => {
  const { workspace, world, read } = await acme();
  const [system] = world.resources.list('AWS::EFS::FileSystem');
  if (system !== undefined) world.resources.put({ ...system, properties: { FileSystemId: system.id } });
  const account = await read();
  expect(account).toMatchObject({
    fileSystems: [],
    domains: [{ fileSystem: system?.id }],
    keys: [{ state: 'Enabled' }],
  });
  const keeping = { ...workspace, studio: { ...workspace.studio, homeFolders: kept.homeFolders } };
  expect(destroyPlan(account, keeping, kept).filter(({ action }) => action.kind === 'key')).toEqual([]);
  expect(leftovers(account, kept).find(({ id }) => id.startsWith('key '))).toMatchObject({ isKept: true });
});

test('what has stopped or failed is not said to be charged by the hour', async () => {
  const { read } = await acme();
  const account = await read();
  const domains = account.domains.map((one) => ({
    ...one,
    apps: one.apps.map((app) => ({ ...app, status: 'Failed' })),
  }));
  const tracking = account.tracking.map((one) => ({ ...one, status: 'Stopped' }));
  const meant = leftovers({ ...account, domains, tracking }, kept).filter(({ id }) => /^(app|tracking) /.test(id));
  expect(meant).toHaveLength(3);
  expect(meant.filter(({ isBillable }) => isBillable)).toEqual([]);
});
