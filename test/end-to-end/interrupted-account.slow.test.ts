import { type Call, newWorld, type World } from '@atelier/simulated-aws';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type OperatorDesk, operatorDesk, problemOf, smallFile, yes } from './account/operator-desk.ts';
import type { Answer } from './command.ts';

const deploy = ['deploy', ...yes, '--json'];
const destroy = ['destroy', ...yes, '--stores', 'delete', '--json'];

let account: OperatorDesk;
let world: World;
let bootstrapped: World;
let deployed: World;

function enter(next: World): void {
  world = next;
  account.simulated.enter(next);
}

/** Waits until the account has answered a call, or a command has ended. */
async function answered(at: RegExp, command: Promise<Answer>): Promise<void> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  command.then(over, over);
  const { calls } = account.simulated;
  const before = calls.length;
  const isThere = ({ action, input }: Call) => at.test(`${action} ${input.StackName ?? ''}`);
  await vi.waitUntil(() => isOver || calls.slice(before).some(isThere), { interval: 2, timeout: 300_000 });
}

/** Presses Ctrl-C as soon as the account has answered a call, and gives how many more were made before the end. */
async function interruptedAt(args: readonly string[], at: RegExp) {
  const command = account.start(args);
  await answered(at, command.ended);
  const before = account.simulated.calls.length;
  command.interrupt();
  const answer = await command.ended;
  return { ...answer, callsAfter: account.simulated.calls.length - before };
}

/** The things that there are, by what made them: ids differ with the order in which things were made. */
function inventory({ resources }: World): readonly string[] {
  const lines = resources.list().map(({ type, stack, logicalId }) => `${type} ${stack ?? ''} ${logicalId ?? ''}`);
  return lines.toSorted();
}

beforeAll(async () => {
  account = await operatorDesk();
  account.write(smallFile);
  const command = account.atelierHere(deploy);
  await answered(/^CreateChangeSet \S*acme-network/, command);
  bootstrapped = account.simulated.world.copy();
  bootstrapped.resources.remove('AWS::SSM::Parameter', '/atelier/lock/acme');
  expect(await command).toMatchObject({ code: 0 });
  deployed = account.simulated.world;
}, 300_000);
beforeEach(() => enter(newWorld()));
afterAll(() => account.close());

/** A deployment makes some three hundred. */
const mostCallsAfter = 60;

describe('a deployment interrupted', () => {
  const moments = [
    ['while the account is read', /^ListStacks/, /Nothing was changed\./],
    ['while the account is bootstrapped', /^ExecuteChangeSet \S*CDKToolkit/, /CDKToolkit/],
    // The plan is ready in a moment, and the stack may have been begun before the interruption arrives.
    [
      'while a stack is planned',
      /^CreateChangeSet \S*acme-network/,
      /Nothing was changed\.|Just begun, or not yet: acme-network\. Not begun: acme-foundation/,
    ],
    ['while a stack is made', /^ExecuteChangeSet \S*acme-network/, /Not begun: acme-foundation/],
    ['while two stacks are made', /^ExecuteChangeSet \S*acme-project/, /Done: acme-network/],
  ] as const;

  test('says what is done and what goes on, ends at once, and goes on from there when it is run again', async () => {
    for (const [when, at, said] of moments) {
      const { callsAfter, ...answer } = await interruptedAt(deploy, at);
      expect({ when, code: answer.code, problem: problemOf(answer) }).toMatchObject({
        code: 130,
        problem: { code: 'Interrupted', state: expect.stringMatching(said) },
      });
      expect(answer.err).not.toMatch(/^\s+at /m);
      expect({ when, isSoon: callsAfter < mostCallsAfter }).toEqual({ when, isSoon: true });
    }
    expect(await account.atelierHere(deploy)).toMatchObject({ code: 0 });
    expect(inventory(world)).toEqual(inventory(deployed));
  }, 600_000);
});

describe('a teardown interrupted', () => {
  const moments = [/^DeleteSpace/, /^DeleteDomain/, /^DeleteStack \S*acme-project/, /^DeleteStack \S*acme-network/];

  test('says which steps are done, and goes on from there when it is run again', async () => {
    const undisturbed = deployed.copy();
    enter(undisturbed);
    expect(await account.atelierHere(destroy)).toMatchObject({ code: 0 });
    enter(deployed.copy());
    for (const at of moments) {
      const answer = await interruptedAt(destroy, at);
      expect({ at, code: answer.code, problem: problemOf(answer) }).toMatchObject({
        code: 130,
        problem: { code: 'Interrupted', state: expect.stringMatching(/^\d+ of \d+ steps are done\. Left: \S/) },
      });
    }
    expect(await account.atelierHere(destroy)).toMatchObject({ code: 0 });
    expect(inventory(world)).toEqual(inventory(undisturbed));
  }, 600_000);
});

test('of two deployments at once each is done or told that the other is at it, and nothing is broken', async () => {
  enter(bootstrapped.copy());
  const answers = await Promise.all([account.atelier(deploy), account.atelier(deploy)]);
  const ends = answers.map((answer) => (answer.code === 0 ? 'done' : problemOf(answer).code));
  expect(ends).toContain('done');
  for (const end of ends) expect(['done', 'Locked']).toContain(end);
  const { unchanged } = JSON.parse((await account.atelierHere(deploy)).out);
  expect(unchanged).toHaveLength(4);
  expect(inventory(world)).toEqual(inventory(deployed));
}, 600_000);

test('what is deployed can be read with its values', async () => {
  enter(deployed.copy());
  const { out } = await account.atelierHere(['deploy', ...yes]);
  expect(out).toMatch(/^acme-foundation\n(?: {2}.+\n)* {2}DomainId +d-\w+$/m);
  expect(out).toMatch(/^ {2}DomainUrl +https:\S+$/m);
  expect(out).not.toContain('ExportsOutput');
});
