import { holdings, newWorld, type World } from '@atelier/simulated-aws';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Answer, Running } from '../command.ts';
import { deployedAccount, type OperatorDesk, problemOf, smallFile, yes } from './operator-desk.ts';

const deploy = ['deploy', ...yes, '--json'];
const destroy = ['destroy', ...yes, '--stores', 'delete', '--json'];
const lock = '/atelier/lock/acme';

let account: OperatorDesk;
let deployed: World;
beforeAll(async () => {
  account = await deployedAccount(smallFile);
  deployed = account.simulated.world;
}, 300_000);
afterAll(() => account.close());

function enter(world: World): World {
  account.simulated.enter(world);
  return world;
}

const isLocked = ({ resources }: World) => resources.get('AWS::SSM::Parameter', lock) !== undefined;

/** Calls that change an account, those for the lock aside. */
function changing() {
  const isChange = /^(Execute|Create|Put|Delete|Update|Schedule|Revoke)/;
  return account.simulated.calls.filter(({ action, input }) => isChange.test(action) && input.Name !== lock);
}

async function hasCalled(words: RegExp, command: Running): Promise<void> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  command.ended.then(over, over);
  const line = ({ action, input }: OperatorDesk['simulated']['calls'][number]) => `${action} ${input.StackName ?? ''}`;
  const isThere = () => account.simulated.calls.some((call) => words.test(line(call)));
  await vi.waitUntil(() => isOver || isThere(), { interval: 2, timeout: 120_000 });
  expect(isThere()).toBe(true);
}

/** A deployment that is killed while a stack is made: it has no time to clean up. */
async function killedDeployment(): Promise<void> {
  const command = account.start(deploy);
  await hasCalled(/^ExecuteChangeSet \S*acme-network/, command);
  command.kill();
  await command.ended;
}

const codeOf = (answer: Answer) => (answer.code === 0 ? 'done' : problemOf(answer).code);

describe('two at once', () => {
  test('deployments of two processes: one is done, the other is told who is at it', async () => {
    const world = enter(newWorld());
    const answers = await Promise.all([account.atelier(deploy), account.atelier(deploy)]);
    expect(answers.map(codeOf).toSorted()).toEqual(['Locked', 'done']);
    const refused = answers.find(({ code }) => code !== 0);
    expect(refused && problemOf(refused)).toMatchObject({
      message: expect.stringMatching(
        /at work on acme in 123456789012, eu-central-1: the lock [0-9a-f]{8} of arn:aws:sts::123456789012:assumed-role\/acme-operator\/rehearsal, who runs atelier deploy, \d minutes? old\. It is the SSM parameter \/atelier\/lock\/acme/,
      ),
      fix: expect.stringMatching(/^Wait until that is over.*--break-lock [0-9a-f]{8}\.$/),
      state: 'Nothing was changed.',
    });
    expect(isLocked(world)).toBe(false);
  }, 300_000);

  test('a teardown while a deployment is at it changes nothing', async () => {
    const world = enter(deployed.copy());
    account.write(smallFile.replace('eu-central-1', 'eu-central-1, tags: { team: blue }'));
    const deployment = account.start(deploy);
    await hasCalled(/^PutParameter/, deployment);
    const teardown = await account.atelierHere(destroy);
    expect(codeOf(teardown)).toBe('Locked');
    expect(await deployment.ended).toMatchObject({ code: 0 });
    expect(world.resources.list('AWS::SageMaker::Domain')).toHaveLength(1);
    expect(changing().filter(({ action }) => /^Delete(?!ChangeSet)/.test(action))).toEqual([]);
    account.write(smallFile);
  }, 300_000);
});

test('what a killed deployment left is told with its age, taken over by its id alone, and gone in the end', async () => {
  const world = enter(newWorld());
  await killedDeployment();
  expect(isLocked(world)).toBe(true);
  const told = problemOf(await account.atelierHere(deploy));
  expect(told.code).toBe('Locked');
  const before = account.simulated.calls.length;
  const wrong = await account.atelierHere([...deploy, '--break-lock', '0badf00d']);
  expect(problemOf(wrong)).toMatchObject({ code: 'AnotherLock', message: expect.stringMatching(/"0badf00d"/) });
  expect(account.simulated.calls.slice(before).filter(({ action }) => /^(Delete|Execute|Create)/.test(action))).toEqual(
    [],
  );
  const id = /--break-lock ([0-9a-f]{8})/.exec(told.fix)?.[1] ?? '';
  const { code, err } = await account.atelierHere([...deploy, '--break-lock', id]);
  expect({ code, err }).toMatchObject({
    code: 0,
    err: expect.stringMatching(
      new RegExp(`Taking over the lock ${id} of arn:\\S+, who runs atelier deploy, \\d+ minutes? old`),
    ),
  });
  expect(isLocked(world)).toBe(false);
}, 300_000);

describe('an account that refuses the lock', () => {
  test.each([
    ['deploy', deploy, () => newWorld()],
    ['destroy', destroy, () => deployed.copy()],
  ] as const)('is changed by no %s', async (_, command, arrange) => {
    const world = enter(arrange());
    const before = holdings(world);
    account.simulated.failNext({ call: { action: 'ssm:PutParameter', after: 0 }, kind: 'denied', times: 9 });
    const answer = await account.atelierHere(command);
    expect(problemOf(answer)).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringMatching(/^While taking the lock of the workspace, AWS denies access/),
      state: 'Nothing was changed.',
    });
    expect(holdings(world)).toEqual(before);
    account.simulated.enter(world);
  });
});

describe('the end of a deployment', () => {
  test.each([1, 2])('takes the lock away although AWS refuses that %i times', async (times) => {
    const world = enter(deployed.copy());
    account.simulated.failNext({ call: { action: 'ssm:DeleteParameter', after: 0 }, kind: 'denied', times });
    expect(await account.atelierHere(deploy)).toMatchObject({ code: 0 });
    expect(isLocked(world)).toBe(false);
  });

  test('says that the lock stays where AWS refuses to take it away', async () => {
    const world = enter(deployed.copy());
    account.simulated.failNext({ call: { action: 'ssm:DeleteParameter', after: 0 }, kind: 'denied', times: 9 });
    expect(problemOf(await account.atelierHere(deploy))).toMatchObject({
      code: 'LockLeft',
      fix: expect.stringMatching(/aws ssm delete-parameter --name \/atelier\/lock\/acme/),
    });
    expect(isLocked(world)).toBe(true);
  });
});

test('the end of a teardown whose lock stays says so, and what is left as ever', async () => {
  enter(deployed.copy());
  account.simulated.failNext({ call: { action: 'ssm:DeleteParameter', after: 0 }, kind: 'denied', times: 9 });
  const answer = await account.atelierHere(['destroy', ...yes, '--json']);
  expect(answer.code).toBe(1);
  expect(JSON.parse(answer.out)).toMatchObject({
    problem: { code: 'LockLeft', state: 'The work that it was for is over.' },
    leftovers: expect.any(Array),
  });
});
