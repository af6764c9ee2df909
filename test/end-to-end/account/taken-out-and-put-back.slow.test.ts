import { holdings, newWorld, type World } from '@atelier/simulated-aws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAwsCommands } from '../../../packages/aws-account/test/run-aws-commands.ts';
import { deployedAccount, deployInto, type OperatorDesk, problemOf, smallFile, yes } from './operator-desk.ts';

/** Two people of one stack, which lives on without one of them; and a project that nobody else needs. */
const file = `${smallFile
  .replace('people:\n', 'people:\n  kim: { role: data-scientist }\n')
  .replace('[ann]', '[ann, kim]')}  buying: { members: [ann] }\n`;

let account: OperatorDesk;
let deployed: World;
beforeAll(async () => {
  account = await deployedAccount(file);
  deployed = account.simulated.world;
}, 600_000);
afterAll(() => account.close());

/** Things that are there, but for those on their way out, which take their time. */
const staying = (world: World) => holdings(world).filter((line) => !/ (detaching|deleting) /.test(line));

const withoutKim = (text: string) => text.replace(/ {2}kim:.*\n/, '').replace(', kim', '');
const withoutBuying = (text: string) => text.replace(/ {2}buying:.*\n/, '');
const withSection = (section: string) => (text: string) => `${text}${section}\n`;
const withoutOptions = withSection('source: { kind: none }\ntracking: { kind: none }\nstudio: { spaces: none }');

interface Row {
  readonly what: string;
  /** The file that is deployed first; default: the one above. */
  readonly first?: string;
  readonly without: (text: string) => string;
  /** Things that are in the way when it is put back. */
  readonly names: readonly string[];
}

const spaces = ['space ann', 'space kim'];
const trackings = ['tracking app acme--buying--mlflow', 'tracking app acme--sales--mlflow'];
const repositories = ['repository acme-buying', 'repository acme-sales'];

const withServer = `${file.replace(/ {2}buying:.*\n/, '')}tracking: { kind: server, name: board }\n`;

const rows: readonly Row[] = [
  { what: 'a person', without: withoutKim, names: ['profile kim', 'space kim'] },
  { what: 'the spaces', without: withSection('studio: { spaces: none }'), names: spaces },
  { what: 'the spaces, for shared ones,', without: withSection('studio: { spaces: shared }'), names: spaces },
  { what: 'the tracking', without: withSection('tracking: { kind: none }'), names: trackings },
  { what: 'the repositories', without: withSection('source: { kind: none }'), names: repositories },
  {
    what: 'a person and all that',
    without: (text) => withoutOptions(withoutKim(text)),
    names: ['profile kim', ...spaces, ...trackings, ...repositories],
  },
  {
    what: 'a shared space, with its project',
    first: `${file}studio: { spaces: shared }\n`,
    without: withoutBuying,
    names: ['space acme--buying--shared'],
  },
  {
    what: 'a tracking server',
    first: withServer,
    without: (text) => text.replace('kind: server, name: board', 'kind: none'),
    names: ['tracking server acme--sales--board'],
  },
];

/** The things that a refusal names, in the order of the alphabet. */
function namedIn(message: string): readonly string[] {
  const lists = [...message.matchAll(/acme has (.*?), which no stack of it holds/g)];
  return lists.flatMap(([, list = '']) => list.split(', ')).toSorted();
}

describe('what a deployment let go of, and is put back into the file', () => {
  test.each(rows)(
    '$what: refused before anything is changed, and made once its names are free',
    async ({ without, names, first = file }) => {
      const world = first === file ? deployed.copy() : newWorld();
      if (first !== file) expect(await deployInto(account, world, first)).toMatchObject({ code: 0 });
      const taken = await deployInto(account, world, without(first));
      expect(taken).toMatchObject({ code: 0 });
      // Stacks that are no longer in the file, as people are told they may.
      await runAwsCommands(taken.err, account.simulated);
      const before = staying(world);
      const answer = await deployInto(account, world, first);
      const { code, message, state } = problemOf(answer);
      expect({ exit: answer.code, code, state }).toEqual({ exit: 1, code: 'NameKept', state: 'Nothing was changed.' });
      expect(namedIn(message)).toEqual(names.toSorted());
      expect(staying(world)).toEqual(before);
      let last = answer;
      for (let freed = 0; last.code !== 0 && freed < names.length; freed += 1) {
        const { message, fix } = problemOf(last);
        expect(await runAwsCommands(`${message}\n${fix}`, account.simulated)).not.toEqual([]);
        world.clock.advanceTo(world.clock.nowMs() + 3_600_000);
        last = await deployInto(account, world, first);
      }
      expect(last).toMatchObject({ code: 0 });
    },
    600_000,
  );

  test('a project whose stack went is taken back with all that it kept, but for its repository', async () => {
    const world = deployed.copy();
    const things = () => world.resources.list().filter(({ id }) => /acme-+buying/.test(id));
    const stores = () =>
      things().filter(({ type }) => /::(Bucket|BucketPolicy|Namespace|ModelPackageGroup)$/.test(type));
    const before = stores().map(({ type, id, createdMs }) => `${type} ${id} ${createdMs}`);
    expect(before).toHaveLength(3 + 3 + 1 + 1);
    const taken = await deployInto(account, world, withoutBuying(file));
    expect(await runAwsCommands(taken.err, account.simulated)).not.toEqual([]);
    expect(stores().map(({ stack }) => stack)).toEqual(before.map(() => null));
    expect(await deployInto(account, world, file)).toMatchObject({ code: 0 });
    expect(stores().map(({ type, id, createdMs }) => `${type} ${id} ${createdMs}`)).toEqual(before);
    expect(new Set(stores().map(({ stack }) => stack))).toEqual(new Set(['acme-project-buying']));
    const names = world.resources
      .list('AWS::CodeCommit::Repository')
      .map(({ properties }) => properties.RepositoryName);
    expect(names).toContainEqual(expect.stringMatching(/^acme-buying-kept-\w{8}$/));
    expect(names).toContain('acme-buying');
  }, 600_000);

  test('is waited for while it is being deleted', async () => {
    const world = deployed.copy();
    expect(await deployInto(account, world, withoutKim(file))).toMatchObject({ code: 0 });
    const { message, fix } = problemOf(await deployInto(account, world, file));
    await runAwsCommands(`${message}\n${fix}`, account.simulated);
    const waiting = problemOf(await deployInto(account, world, file));
    expect(waiting).toMatchObject({ code: 'NameStillTaken', fix: 'Wait until it is gone, then deploy again.' });
    expect(waiting.message).toMatch(/is being deleted at this moment: profile kim\.$/);
  }, 600_000);

  test('a tracking server in the place of an app is refused, and told how', async () => {
    const world = deployed.copy();
    const before = holdings(world);
    const answer = await deployInto(account, world, withSection('tracking: { kind: server }')(file));
    expect(problemOf(answer)).toMatchObject({ code: 'WouldBeLost', state: 'Nothing was changed.' });
    expect(holdings(world)).toEqual(before);
  }, 600_000);

  test('what keeps nothing is taken out and put back without a word', async () => {
    const world = deployed.copy();
    const told = file.replace('[ann, kim] }', '[ann, kim], notify: [ann@example.com], budget: { monthlyUsd: 900 } }');
    for (const text of [told, file, told, told.replace('ann@', 'kim@'), told])
      expect(await deployInto(account, world, text)).toMatchObject({ code: 0 });
  }, 600_000);

  test('a project whose stack stayed is taken up again as it is', async () => {
    const world = deployed.copy();
    expect(await deployInto(account, world, withoutBuying(file))).toMatchObject({ code: 0 });
    expect(await deployInto(account, world, file)).toMatchObject({ code: 0 });
    const [bucket] = world.resources.list('AWS::S3::Bucket').filter(({ id }) => id.startsWith('acme-buying-data'));
    expect(bucket?.createdMs).toBe(
      deployed.resources.get('AWS::S3::Bucket', 'acme-buying-data-123456789012-euc1')?.createdMs,
    );
  }, 600_000);
});

/** Somebody else's things under names that the workspace needs. */
const theirs = [
  ['bucket', 'AWS::S3::Bucket', 'acme-access-logs-123456789012-euc1', {}],
  ['registry', 'AWS::SageMaker::ModelPackageGroup', 'acme--sales--models', { ModelPackageGroupName: '' }],
  ['repository', 'AWS::CodeCommit::Repository', 'acme-sales', { RepositoryName: '' }],
  ['namespace', 'AWS::RedshiftServerless::Namespace', 'acme-sales', { NamespaceName: '' }],
  ['tracking app', 'AWS::SageMaker::MlflowApp', 'acme--sales--mlflow', { Name: '' }],
] as const;

describe('what is somebody else’s under a name that is needed', () => {
  test.each(theirs)(
    'a %s is told before, and stays as it is',
    async (kind, type, name, property) => {
      const world = newWorld();
      const properties = Object.fromEntries(Object.keys(property).map((key) => [key, name]));
      const rest = { attributes: {}, stack: null, logicalId: null, createdMs: 0, status: null, madeBy: null };
      const id = type.endsWith('App') ? 'arn:aws:sagemaker:eu-central-1:123456789012:mlflow-app/app-1' : name;
      world.resources.put({ ...rest, type, id, properties });
      const before = holdings(world);
      const answer = await deployInto(account, world, smallFile);
      expect({ exit: answer.code, ...problemOf(answer) }).toMatchObject({
        ...{ exit: 1, code: 'NameOfAnother', state: 'Nothing was changed.' },
        message: expect.stringContaining(`The ${kind} ${name} is there, and neither a stack nor a tag says`),
      });
      expect(holdings(world)).toEqual(before);
      expect(await account.atelierHere(['destroy', ...yes, '--json', '--stores', 'delete'])).toMatchObject({ code: 0 });
      expect(holdings(world)).toEqual(before);
    },
    600_000,
  );

  test('the same for a project that comes to a workspace which is deployed', async () => {
    const world = deployed.copy();
    const theirs = {
      type: 'AWS::CodeCommit::Repository',
      id: 'their-own-id',
      properties: { RepositoryName: 'acme-fraud' },
    };
    const rest = { attributes: {}, stack: null, logicalId: null, createdMs: 0, status: null, madeBy: null };
    world.resources.put({ ...theirs, ...rest });
    const before = holdings(world);
    const answer = await deployInto(account, world, `${file}  fraud: { members: [ann] }\n`);
    expect(problemOf(answer)).toMatchObject({ code: 'NameOfAnother', state: 'Nothing was changed.' });
    expect(holdings(world)).toEqual(before);
  }, 600_000);
});
