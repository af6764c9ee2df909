import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PriceBook, priceBook, readPriceBook } from '../../../aws/src/estimate/price-book.ts';
import { accountCosts } from '../../src/read/account-costs.ts';
import { accountStatus } from '../../src/read/account-status.ts';
import { readAccount } from '../../src/read/read-account.ts';
import { stackDrift } from '../../src/read/stack-drift.ts';
import { type AcmeAccount, acmeAccount, clientsOf, put, sleepless, tagsOf } from '../acme-account.ts';

let acme: AcmeAccount;
let shipped: PriceBook;
beforeAll(async () => {
  acme = await acmeAccount();
  shipped = await readPriceBook();
});
afterAll(() => acme.simulated.close());

async function status(prices: PriceBook = shipped) {
  const { costs, ...rest } = accountStatus(await readAccount(acme.workspace, acme.clients), prices);
  const line = (beginning: RegExp) => costs.filter(({ what }) => beginning.test(what));
  return { costs, line, ...rest };
}

/** Something that is there for one test, alone or in the place of what was there under its id. */
async function during(type: string, id: string, properties: Parameters<typeof put>[3], look: () => Promise<void>) {
  const { world } = acme.simulated;
  const before = world.resources.get(type, id);
  put(world, type, id, properties);
  try {
    await look();
  } finally {
    world.resources.remove(type, id);
    if (before !== undefined) world.resources.put(before);
  }
}

describe('the state of an account says what is charged now', () => {
  test('apps by their instance, and an app that does not say its own as unknown', async () => {
    const { apps, line } = await status();
    expect(apps).toMatchObject([{ owner: 'july', instance: 'ml.t3.medium', sinceMs: expect.any(Number) }]);
    expect(line(/^ml\.t3/)).toEqual([{ what: 'ml.t3.medium of july', hourlyUsd: 0.058, runs: 'always' }]);
    const app = { DomainId: acme.domain, SpaceName: 'lead', AppType: 'JupyterLab', AppName: 'default' };
    await during('AWS::SageMaker::App', 'app-without-instance', app, async () =>
      expect((await status()).line(/of lead$/)).toEqual([
        { what: 'the app default of lead', hourlyUsd: null, runs: 'always' },
      ]),
    );
  });

  test('tracking servers by their size, and those that are stopped not at all', async () => {
    const old = /^tracking server acme--sales-forecasting--old/;
    const sized = priceBook('2026-11', [
      ...(['small', 'medium'] as const).map((size, place) => ({
        ...{ id: `tracking-server-${size}-hour`, region: 'any', usd: 0.6 * (place + 1), unit: 'h' },
        ...{ mark: 'assumed' as const, source: 'this test' },
      })),
    ]);
    const what = 'tracking server acme--sales-forecasting--old (Medium)';
    expect((await status(sized)).line(old)).toEqual([{ what, hourlyUsd: 1.2, runs: 'always' }]);
    expect((await status()).line(old)).toEqual([{ what, hourlyUsd: null, runs: 'always' }]);
    const { world } = acme.simulated;
    const server = world.resources.get('AWS::SageMaker::MlflowTrackingServer', 'acme--sales-forecasting--old');
    if (server === undefined) throw new Error('The account has a server.');
    world.resources.put({ ...server, status: 'Stopped' });
    expect((await status()).line(old)).toEqual([]);
    world.resources.put(server);
  });

  test('endpoints of the network by their interfaces, and the key by its month', async () => {
    const { line } = await status();
    const [endpoints] = line(/interfaces of network endpoints$/);
    const count = Number(endpoints?.what.split(' ')[0]);
    expect(count).toBeGreaterThan(20);
    expect(endpoints?.hourlyUsd).toBeCloseTo(count * 0.012);
    expect(line(/^key /)[0]?.hourlyUsd).toBeCloseTo(1 / 730);
  });

  test('endpoints of models by instance and count, and what has no instances as unknown', async () => {
    const name = 'acme--sales-forecasting--daily';
    const { line } = await status();
    expect(line(/^endpoint /)).toEqual([
      { what: `endpoint ${name}, 2 x ml.m5.xlarge`, hourlyUsd: 0.54, runs: 'always' },
    ]);
    const ServerlessConfig = { MemorySizeInMB: 2048, MaxConcurrency: 5 };
    const ProductionVariants = [{ VariantName: 'all', ModelName: name, ServerlessConfig }];
    await during('AWS::SageMaker::EndpointConfig', name, { EndpointConfigName: name, ProductionVariants }, async () =>
      expect((await status()).line(/^endpoint /)).toEqual([
        { what: `endpoint ${name}, without instances`, hourlyUsd: null, runs: 'in-use' },
      ]),
    );
    const Tags = tagsOf(acme.simulated.world);
    await during('AWS::SageMaker::Endpoint', name, { EndpointName: name, EndpointConfigName: 'gone', Tags }, async () =>
      expect((await status()).line(/^endpoint /)).toEqual([
        { what: `endpoint ${name}, on what AWS does not say`, hourlyUsd: null, runs: 'always' },
      ]),
    );
  });

  test('disks of spaces by their size, which is 5 GB where nobody says', async () => {
    const monthlyUsd = async (space: string) => {
      const [disk] = (await status()).line(new RegExp(`^disk of the space ${space}$`));
      return (disk?.hourlyUsd ?? 0) * 730;
    };
    expect(await monthlyUsd('july')).toBeCloseTo(5 * 0.154);
    const SpaceSettings = { SpaceStorageSettings: { EbsStorageSettings: { EbsVolumeSizeInGb: 30 } } };
    const large = { DomainId: acme.domain, SpaceName: 'large', SpaceSettings };
    await during('AWS::SageMaker::Space', 'large', large, async () =>
      expect(await monthlyUsd('large')).toBeCloseTo(30 * 0.154),
    );
  });

  test('a warehouse by the RPU and only while it answers, which is not in the sum', async () => {
    expect((await status()).line(/^each RPU/)).toEqual([
      { what: 'each RPU of the warehouse acme-sales-forecasting', hourlyUsd: 0.375, runs: 'in-use' },
    ]);
  });

  test('NAT gateways and public addresses of the stacks by the hour', async () => {
    const account = await readAccount(acme.workspace, acme.clients);
    const gateway = { name: 'acme-out', id: 'x', status: 'CREATE_COMPLETE', reason: null, isProtected: false };
    const types = ['NatGateway', 'NatGateway', 'EIP', 'EIP'];
    const resources = types.map((type, place) => ({
      type: `AWS::EC2::${type}`,
      id: `${type}-${place}`,
      logicalId: `${place}`,
    }));
    const { costs } = accountCosts({ ...account, stacks: [{ ...gateway, importedBy: [], resources }] }, shipped);
    expect(costs).toContainEqual({ what: '2 NAT gateways', hourlyUsd: 0.104, runs: 'always' });
    expect(costs).toContainEqual({ what: '2 public addresses', hourlyUsd: 0.01, runs: 'always' });
  });

  test('what nobody knows is unknown and never nothing, and the sum is of what is known', async () => {
    const { costs, line, hourlyUsd, monthlyUsd } = await status();
    expect(line(/^what is in the bucket/)).toMatchObject([{ hourlyUsd: null }]);
    expect(line(/^the warehouse's data/)).toMatchObject([{ hourlyUsd: null }]);
    expect(costs.filter((cost) => cost.hourlyUsd === 0)).toEqual([]);
    const known = costs.flatMap((cost) => (cost.runs === 'always' ? (cost.hourlyUsd ?? []) : []));
    expect(hourlyUsd).toBeCloseTo(known.reduce((sum, usd) => sum + usd));
    expect(monthlyUsd).toBeCloseTo(hourlyUsd * 730);
    const without = await status(priceBook('2026-11', []));
    expect(without.costs.every((cost) => cost.hourlyUsd === null)).toBe(true);
    expect(without.costs).toHaveLength(costs.length);
  });
});

test('tells what is no longer as its stack made it', async () => {
  const [topic] = acme.simulated.world.resources.list('AWS::SNS::Topic');
  if (topic === undefined) throw new Error('The example has a topic.');
  acme.simulated.world.resources.remove(topic.type, topic.id);
  const drifted = await stackDrift(await readAccount(acme.workspace, acme.clients), acme.clients, sleepless());
  expect(drifted).toMatchObject([{ resource: 'Notices', status: 'DELETED' }]);
  acme.simulated.world.resources.put(topic);
});

test('takes no tag that a deployment gives by a call for a change, and every other change for one', async () => {
  const { resources } = acme.simulated.world;
  const drifted = async () =>
    await stackDrift(await readAccount(acme.workspace, acme.clients), acme.clients, sleepless());
  const changed = async (type: string, properties: Readonly<Record<string, string | object>>) => {
    const [found] = resources.list(type);
    if (found === undefined) throw new Error(`The example has no ${type}.`);
    resources.put({ ...found, properties: { ...found.properties, ...properties } as typeof found.properties });
    const all = await drifted();
    resources.put(found);
    return all.map((one) => one.type);
  };
  const Tags = [{ Key: 'team', Value: 'blue' }];
  expect(await changed('AWS::SageMaker::Domain', { Tags })).toEqual([]);
  expect(await changed('AWS::SageMaker::Domain', { Tags, AppNetworkAccessType: 'PublicInternetOnly' })).toEqual([
    'AWS::SageMaker::Domain',
  ]);
  expect(await changed('AWS::SNS::Topic', { Tags })).toEqual(['AWS::SNS::Topic']);
});

test('does not take a comparison that failed for one without a difference', async () => {
  const clients = clientsOf(acme.simulated, acme.workspace);
  clients.cloudFormation.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        if (commandName === 'DescribeStackDriftDetectionStatusCommand')
          Object.assign(result.output, { DetectionStatus: 'DETECTION_FAILED', DetectionStatusReason: 'no right' });
        return result;
      },
    { step: 'initialize' },
  );
  const drifted = readAccount(acme.workspace, clients).then((account) => stackDrift(account, clients, sleepless()));
  await expect(drifted).rejects.toMatchObject({ code: 'DriftUnknown', message: expect.stringContaining('no right') });
});
