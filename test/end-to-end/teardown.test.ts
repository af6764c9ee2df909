import { readFileSync } from 'node:fs';
import { holdings, newWorld, type World } from '@atelier/simulated-aws';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type OperatorDesk, operatorDesk, yes } from './account/operator-desk.ts';

const example = readFileSync(new URL('../../examples/acme/atelier.yaml', import.meta.url), 'utf8');
const file = example.replace(/^ {4}flows: .*\n/m, '').replace('studio:\n', 'studio:\n  homeFolders: delete\n');
const destroyAll = ['destroy', ...yes, '--stores', 'delete'];

let deployed: World;
let account: OperatorDesk | undefined;

async function open(world: World): Promise<OperatorDesk> {
  account = await operatorDesk({ world });
  account.write(file);
  return account;
}

beforeAll(async () => {
  const { simulated, atelierHere, close } = await open(newWorld());
  const { code, err } = await atelierHere(['deploy', ...yes]);
  expect({ code, err }).toMatchObject({ code: 0 });
  deployed = simulated.world;
  await close();
}, 240_000);
afterEach(() => account?.close());

/** The account, in which a flow deploys an endpoint the moment the domain is gone. */
function withLateEndpoint(world: World): World {
  const remove = (type: string, id: string) => {
    world.resources.remove(type, id);
    if (type !== 'AWS::SageMaker::Domain') return;
    const name = 'acme--sales-forecasting--late';
    const network = world.stacks.find((stack) => stack.name === 'acme-network');
    const tags = { 'atelier:workspace': 'acme', 'atelier:id': network?.id ?? '' };
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    world.resources.put({
      ...{ type: 'AWS::SageMaker::Endpoint', id: name, properties: { EndpointName: name, Tags }, attributes: {} },
      ...{ stack: null, logicalId: null, createdMs: world.clock.nowMs(), status: 'InService', madeBy: null },
    });
  };
  return { ...world, resources: { ...world.resources, remove } };
}

describe('atelier destroy', () => {
  test('that AWS stops says at which step, what is left and what that costs, and exits 2; again, it ends', async () => {
    const { simulated, atelierHere } = await open(deployed.copy());
    simulated.failNext({ call: { action: 'cloudformation:DeleteStack', after: 0 }, kind: 'denied' });
    const stopped = await atelierHere(destroyAll);
    expect(stopped.code).toBe(2);
    expect(stopped.err).toMatch(
      /doing step \d+ of \d+ \("Delete the stacks acme-people-\d\d, .*"\), AWS denies access/,
    );
    expect(stopped.err).toMatch(/\d+ of \d+ steps are done\. Left: stacks acme-people-\d\d/);
    expect(stopped.out).toMatch(
      /^left: The stack acme-network .* AWS charges for what it holds: .*AWS::EC2::VPCEndpoint/m,
    );
    expect(stopped.out).toMatch(/\d+ interfaces of network endpoints +0\.\d{4} USD\/h/);
    expect(stopped.out).toMatch(
      /^[\d.]+ USD an hour, [\d.]+ a month, is charged now, and what is unknown comes on top\.$/m,
    );
    const again = await atelierHere(destroyAll);
    expect(again).toMatchObject({ code: 0, out: 'Nothing is left.\n' });
    const empty = await atelierHere(destroyAll);
    expect(empty).toEqual({
      code: 0,
      out: 'Nothing is left.\n',
      err: 'There is nothing to destroy in 123456789012 in eu-central-1.\n',
    });
  }, 240_000);

  test('says the same as JSON', async () => {
    const { simulated, atelierHere } = await open(deployed.copy());
    simulated.failNext({ call: { action: 'sagemaker:DeleteSpace', after: 1 }, kind: 'denied' });
    const { code, out } = await atelierHere([...destroyAll, '--json']);
    const { problem, leftovers, costs, hourlyUsd, monthlyUsd } = JSON.parse(out);
    expect({ code, problem: problem.code }).toEqual({ code: 2, problem: 'AccessDenied' });
    expect(problem.message).toContain('Delete 4 spaces.');
    expect(leftovers).toContainEqual(
      expect.objectContaining({ id: 'stack acme-network', isBillable: true, isKept: false }),
    );
    expect(costs).toContainEqual(expect.objectContaining({ what: expect.stringMatching(/^key /), runs: 'always' }));
    expect(hourlyUsd).toBeGreaterThan(0.1);
    expect(monthlyUsd).toBeCloseTo(hourlyUsd * 730);
  }, 240_000);

  test('that comes to its end exits 2 while something is left that costs money, and names it', async () => {
    const { atelierHere } = await open(withLateEndpoint(deployed.copy()));
    const { code, out } = await atelierHere(destroyAll);
    expect(code).toBe(2);
    expect(out).toMatch(/^left: The endpoint acme--sales-forecasting--late is charged by the hour\.$/m);
    expect(out).toMatch(/^endpoint acme--sales-forecasting--late.* unknown$/m);
  }, 240_000);
});

const made = { attributes: {}, stack: null, logicalId: null, createdMs: 0, status: null, madeBy: null };

function first(world: World, type: string): string {
  return world.resources.list(type)[0]?.id ?? '';
}

function change(world: World, name: string, to: Partial<World['stacks'][number]>): void {
  for (const stack of world.stacks) if (stack.name === name) Object.assign(stack, to);
}

/** A stack of somebody else that imports what the network's stack exports. */
function addImporter(world: World): void {
  const importer = world.stacks.find(({ imports }) => imports.some((name) => name.startsWith('acme-network')));
  if (importer === undefined) throw new Error('No stack imports from the network.');
  const request = { ...importer.request, tags: [] };
  world.stacks.push({ ...importer, name: 'reports', id: 'reports', request });
}

/** Blockers of a teardown, and how the account comes to have each. */
const blockers: Readonly<Record<string, (world: World) => void>> = {
  StackProtected: (world) => change(world, 'acme-network', { protected: true }),
  StackBusy: (world) => change(world, 'acme-people-01', { status: 'UPDATE_IN_PROGRESS' }),
  StackInUse: addImporter,
  DomainOfAnother: (world) => {
    const properties = { DomainName: 'others', VpcId: first(world, 'AWS::EC2::VPC') };
    world.resources.put({ ...made, type: 'AWS::SageMaker::Domain', id: 'd-others', properties });
  },
  FileSystemInUse: (world) => {
    const properties = { FileSystemId: first(world, 'AWS::EFS::FileSystem') };
    world.resources.put({ ...made, type: 'AWS::EFS::AccessPoint', id: 'fsap-others', properties });
  },
  NetworkInUse: (world) => {
    const properties = { SubnetId: first(world, 'AWS::EC2::Subnet'), Description: 'a machine of ours' };
    world.resources.put({ ...made, type: 'AWS::EC2::NetworkInterface', id: 'eni-others', properties });
  },
};

describe('atelier destroy changes nothing while something stands in the way', () => {
  test.each(Object.entries(blockers))('%s', async (code, arrange) => {
    const world = deployed.copy();
    arrange(world);
    const { simulated, atelierHere } = await open(world);
    const before = holdings(world);
    const answer = await atelierHere([...destroyAll, '--json']);
    expect(answer.code).toBe(1);
    expect(JSON.parse(answer.out).problem).toMatchObject({ code, state: 'Nothing was changed.' });
    expect(holdings(world)).toEqual(before);
    expect(simulated.calls.filter(({ action }) => !/^(Describe|Get|Head|List)/.test(action))).toEqual([]);
  });
});
