import { holdings, type World } from '@atelier/simulated-aws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deployedAccount, deployInto, type OperatorDesk, problemOf, smallFile, yes } from './operator-desk.ts';

const file = `${smallFile}  buying: { members: [ann] }\n`;
const destroy = ['destroy', ...yes, '--json'];
const data = 'acme-sales-data-123456789012-euc1';
const bytes = new TextEncoder().encode('day,units\n1,2\n');

type StoredResource = ReturnType<World['resources']['list']>[number];

let account: OperatorDesk;
let kept: World;
beforeAll(async () => {
  account = await deployedAccount(file);
  const { world } = account.simulated;
  world.objects.put(data, 'sales.csv', bytes);
  await run(destroy);
  kept = world;
}, 600_000);
afterAll(() => account.close());

async function run(args: readonly string[]) {
  const answer = await account.atelierHere(args);
  if (answer.code !== 0) throw new Error(`${args[0]}: ${answer.out}${answer.err}`);
  return JSON.parse(answer.out);
}

function enter(change: (world: World) => void = () => undefined): World {
  const world = kept.copy();
  change(world);
  account.simulated.enter(world);
  return world;
}

const ofType = (world: World, type: string, name = /./) =>
  world.resources.list(type).filter(({ id, stack }) => name.test(id) && stack !== 'CDKToolkit');
const storing = [
  ...['AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::Logs::LogGroup'],
  ...['AWS::RedshiftServerless::Namespace', 'AWS::SageMaker::ModelPackageGroup', 'AWS::CodeCommit::Repository'],
];
const stores = (world: World) => storing.flatMap((type) => ofType(world, type)).filter(({ status }) => status === null);
const ids = (resources: readonly StoredResource[]) => resources.map(({ type, id }) => `${type} ${id}`).toSorted();
const ofBuying = (world: World) => stores(world).filter(({ id }) => id.startsWith('acme-buying'));
const idTag = ({ properties: { Tags = [] } }: StoredResource) =>
  (Tags as readonly { Key: string; Value: string }[]).find(({ Key }) => Key === 'atelier:id')?.Value;

describe('a deployment over what an earlier one has kept', () => {
  test('has the same stores with all that is in them, in stacks; again it changes nothing; and all of it can go', async () => {
    const world = enter();
    const before = ids(stores(world));
    expect(before).toHaveLength(1 + 7 + 7 + 1 + 2 + 2 + 2);
    const { takenBack, setAside } = await run(['deploy', ...yes, '--json']);
    expect(takenBack).toHaveLength(before.length - 2);
    expect(setAside.map(({ name }: { name: string }) => name).toSorted()).toEqual(['acme-buying', 'acme-sales']);
    const after = stores(world);
    expect(ids(after)).toEqual(expect.arrayContaining(before));
    // Two new repositories.
    expect(after).toHaveLength(before.length + 2);
    expect(after.filter(({ stack }) => stack === null).map(({ properties }) => properties.RepositoryName)).toEqual([
      expect.stringMatching(/^acme-(sales|buying)-kept-\w{8}$/),
      expect.stringMatching(/^acme-(sales|buying)-kept-\w{8}$/),
    ]);
    expect(world.objects.get(data, 'sales.csv')).toEqual(bytes);
    const first = world.stacks.findLast(({ name }) => name === 'acme-network');
    const tagged = after.filter((each) => each.stack !== null && idTag(each) !== undefined);
    expect(tagged.length).toBeGreaterThan(10);
    expect(new Set(tagged.map(idTag))).toEqual(new Set([first?.id]));
    for (const { id, properties } of ofType(world, 'AWS::S3::BucketPolicy', /^acme-(sales|buying)/)) {
      expect(`${id} ${JSON.stringify(properties)}`).toContain('OnlyThroughEndpoints');
      expect(`${id} ${JSON.stringify(properties)}`).not.toContain('KeptForOperators');
    }
    const again = await run(['deploy', ...yes, '--json']);
    expect(again).toMatchObject({ takenBack: [], setAside: [] });
    expect(again.unchanged).toHaveLength(again.stacks.length);
    const { drift, notOurs } = await run(['status', '--target', 'aws', '--json', '--drift']);
    expect({ drift, notOurs }).toEqual({ drift: [], notOurs: [] });
    account.write(`${file}studio: { homeFolders: delete }\n`);
    const { leftovers } = await run([...destroy, '--stores', 'delete']);
    expect(leftovers.filter(({ isKept }: { isKept: boolean }) => isKept)).toEqual([]);
    const left = stores(world).filter(({ type }) => type !== 'AWS::KMS::Key');
    expect(ids(left)).toEqual([]);
    account.write(file);
  }, 600_000);

  test('says before it asks what it takes back and what it cannot, and changes nothing when the answer is no', async () => {
    const world = enter();
    const before = holdings(world);
    let asked = '';
    const answer = await account.atelierAsking(['deploy', '--account', '123456789012'], async () => {
      asked = 'asked';
      return 'no';
    });
    expect({ code: answer.code, asked }).toEqual({ code: 130, asked: 'asked' });
    expect(answer.err).toContain('What an earlier deployment kept is taken back with all that is in it:');
    for (const line of [`bucket: .*${data}`, 'registry: .*acme--sales--models', 'namespace: .*acme-sales', 'key: \\w+'])
      expect(answer.err).toMatch(new RegExp(`^ {2}${line}`, 'm'));
    expect(answer.err).toMatch(/cannot take back the repository acme-sales\. It is renamed to acme-sales-kept-\w{8}/);
    expect(answer.err).toMatch(/Home folders that were kept \(fs-\w+\) cannot be taken back/);
    expect(holdings(world)).toEqual(before);
  }, 240_000);

  test('of a file with a project less leaves the stores of that project as they are', async () => {
    const world = enter();
    const before = ids(ofBuying(world));
    expect(await deployInto(account, world, smallFile)).toMatchObject({ code: 0 });
    const left = ofBuying(world);
    expect(ids(left)).toEqual(before);
    expect(left.map(({ stack }) => stack)).toEqual(before.map(() => null));
    expect(JSON.stringify(ofType(world, 'AWS::S3::BucketPolicy', /^acme-buying-data/))).toContain('KeptForOperators');
    expect(await deployInto(account, world, file)).toMatchObject({ code: 0 });
    expect(ofBuying(world).filter(({ stack }) => stack === null)).toEqual([]);
  }, 600_000);
});

interface Refusal {
  readonly what: string;
  readonly code: string;
  readonly said: RegExp;
  readonly change: (world: World) => void;
}

const only = (world: World, type: string, name = /./) => ofType(world, type, name)[0] as StoredResource;
const tagging =
  (tags: Readonly<Record<string, string>>) =>
  (world: World): void => {
    const bucket = only(world, 'AWS::S3::Bucket', new RegExp(data));
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    world.resources.put({ ...bucket, properties: { ...bucket.properties, Tags } });
  };
const stackId = (change: (id: string) => string) => (world: World) => {
  const id = world.stacks.find(({ name }) => name === 'acme-network')?.id ?? '';
  tagging({ 'atelier:workspace': 'acme', 'atelier:id': change(id) })(world);
};
const taken = /The bucket acme-sales-data-\S+ is there, and neither a stack nor a tag says that it is acme's/;

const refusals: readonly Refusal[] = [
  {
    what: 'a key that waits for its deletion',
    code: 'KeyNotUsable',
    said: /The key \S+ is in PendingDeletion, and what was kept is encrypted by it: .*bucket acme-sales-data/,
    change: (world) => world.resources.put({ ...only(world, 'AWS::KMS::Key'), status: 'PendingDeletion' }),
  },
  {
    what: 'a key that is gone',
    code: 'KeyGone',
    said: /The key \S+ is not there any more, and what was kept is encrypted by it: .*namespace acme-sales/,
    change: (world) => world.resources.remove('AWS::KMS::Key', only(world, 'AWS::KMS::Key').id),
  },
  {
    what: 'a bucket without tags, which somebody has made anew',
    ...{ code: 'NameOfAnother', said: taken, change: tagging({}) },
  },
  {
    what: 'a bucket with the tag of another workspace whose name begins alike',
    ...{ code: 'NameOfAnother', said: taken, change: tagging({ 'atelier:workspace': 'acme-sales' }) },
  },
  {
    what: 'a bucket with an id that AWS does not remember',
    ...{ code: 'NameOfAnother', said: taken, change: stackId((id) => id.replace(/.{4}$/, '0000')) },
  },
  {
    what: 'a bucket with the id of another region',
    ...{ code: 'NameOfAnother', said: taken, change: stackId((id) => id.replace('eu-central-1', 'eu-west-1')) },
  },
  {
    what: 'a bucket with the id of another account',
    ...{ code: 'NameOfAnother', said: taken, change: stackId((id) => id.replace('123456789012', '210987654321')) },
  },
  {
    what: 'a property that cannot be changed',
    code: 'CannotTakeBack',
    said: /The registry acme--sales--models was kept, .*ModelPackageGroupDescription was "Old" and would be "Models of sales/,
    change: (world) => {
      for (const stack of world.stacks.filter(({ name }) => name === 'acme-project-sales'))
        stack.request = { ...stack.request, text: stack.request.text.replace(/Models of sales[^"]*/, 'Old') };
    },
  },
  {
    what: 'stacks that AWS has forgotten',
    // What has no tags is nobody's then.
    code: 'SeveralObjections',
    said: /An earlier acme kept .*, and cannot take back: .*bucket acme-sales-data[\s\S]*namespace acme-sales is there, and neither/,
    change: (world) => void world.stacks.splice(0),
  },
];

test.each(refusals)(
  '$what: refused before anything is changed',
  async ({ code, said, change }) => {
    const world = enter(change);
    const before = holdings(world);
    const problem = problemOf(await deployInto(account, world, file));
    expect(problem).toMatchObject({ code, state: 'Nothing was changed.' });
    expect(problem.message).toMatch(said);
    expect(holdings(world)).toEqual(before);
  },
  240_000,
);

test('a key that waits for its deletion, and that nothing needs, is left to it', async () => {
  const world = enter();
  account.write(file);
  await run([...destroy, '--stores', 'delete']);
  for (const system of world.resources.list('AWS::EFS::FileSystem')) world.resources.remove(system.type, system.id);
  const old = only(world, 'AWS::KMS::Key');
  world.resources.put({ ...old, status: 'PendingDeletion' });
  const { takenBack } = await run(['deploy', ...yes, '--json']);
  expect(takenBack).toEqual([]);
  expect(world.resources.list('AWS::KMS::Key')).toHaveLength(2);
}, 240_000);
