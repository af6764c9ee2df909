import type { World } from '@atelier/simulated-aws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAwsCommands } from '../../../packages/aws-account/test/run-aws-commands.ts';
import { deployedAccount, type OperatorDesk, smallFile, yes } from './operator-desk.ts';

const deploy = ['deploy', ...yes, '--json'];
const destroy = ['destroy', ...yes, '--json'];
const file = `${smallFile}studio: { homeFolders: delete }\n`;
const without = `${file}source: { kind: none }\nnetwork: { flowLogs: false }\ntracking: { kind: none }\n`;

let account: OperatorDesk;
let letGo: World;
beforeAll(async () => {
  account = await deployedAccount(file, without);
  letGo = account.simulated.world;
}, 600_000);
afterAll(() => account.close());

function enter(): World {
  const world = letGo.copy();
  account.simulated.enter(world);
  account.write(without);
  return world;
}

const repository = 'AWS::CodeCommit::Repository';
const group = 'AWS::Logs::LogGroup';

/** Things that are there for good, but for the CDK's own and for keys, which wait for their end. */
function staying({ resources }: World): readonly string[] {
  const there = resources.list().filter(({ status }) => status !== 'deleting' && status !== 'detaching');
  const others = there.filter(({ type, stack }) => type !== 'AWS::KMS::Key' && stack !== 'CDKToolkit');
  return others.map(({ type, id }) => `${type} ${id}`).filter((thing) => !/^AWS::(SSM|S3)::\w+ \/?cdk-/.test(thing));
}

describe('a teardown of a workspace whose stacks live on without what they let go of', () => {
  test('that deletes stores takes all of it in one run', async () => {
    const world = enter();
    expect([...world.resources.list(repository), ...world.resources.list(group)].map(({ stack }) => stack)).toEqual([
      ...[null, null],
    ]);
    expect(await account.atelierHere([...destroy, '--stores', 'delete'])).toMatchObject({ code: 0 });
    expect(staying(world)).toEqual([]);
  }, 600_000);

  test('that keeps stores lists it as kept', async () => {
    const world = enter();
    const { code, out } = await account.atelierHere(destroy);
    expect(code).toBe(0);
    const kept = JSON.parse(out).leftovers.flatMap(({ id, isKept }: { id: string; isKept: boolean }) =>
      isKept ? id : [],
    );
    expect(kept).toContain('repository acme-sales');
    expect(kept).toContain(`log-group ${world.resources.list(group)[0]?.id}`);
    expect(world.resources.list(repository)).toHaveLength(1);
  }, 600_000);

  test('leaves a repository that somebody has made anew under the name', async () => {
    const world = enter();
    await runAwsCommands('aws codecommit delete-repository --repository-name acme-sales', account.simulated);
    const theirs = { type: repository, id: 'their-own-id', properties: { RepositoryName: 'acme-sales' } };
    const rest = { attributes: {}, stack: null, logicalId: null, status: null, madeBy: null };
    world.resources.put({ ...theirs, ...rest, createdMs: world.clock.nowMs() });
    expect(await account.atelierHere([...destroy, '--stores', 'delete'])).toMatchObject({ code: 0 });
    expect(staying(world)).toEqual([`${repository} their-own-id`]);
  }, 600_000);

  test('takes one that was put back into the file, and is held again', async () => {
    const world = enter();
    await runAwsCommands('aws codecommit delete-repository --repository-name acme-sales', account.simulated);
    account.write(`${file}network: { flowLogs: false }\ntracking: { kind: none }\n`);
    expect(await account.atelierHere(deploy)).toMatchObject({ code: 0 });
    expect(world.resources.list(repository)).toMatchObject([{ stack: 'acme-project-sales' }]);
    expect(await account.atelierHere([...destroy, '--stores', 'delete'])).toMatchObject({ code: 0 });
    expect(staying(world)).toEqual([]);
  }, 600_000);
});
