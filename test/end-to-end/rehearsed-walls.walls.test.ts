import { parseWorkspace, type Workspace } from '@atelier/core';
import type { World } from '@atelier/simulated-aws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataJourneys } from '../../packages/rehearsal/src/journeys/data-journeys.ts';
import { brokenKept } from '../../packages/rehearsal/src/journeys/kept-journeys.ts';
import { signInJourneys } from '../../packages/rehearsal/src/journeys/sign-in-journeys.ts';
import { brokenJourneys, namesIn } from '../../packages/rehearsal/src/journeys/tried-journey.ts';
import { putAllowedRole } from '../../packages/rehearsal/src/put-allowed-role.ts';
import { putRole } from '../../packages/rehearsal/src/put-given.ts';
import { putWork } from '../../packages/rehearsal/src/put-work.ts';
import { type OperatorDesk, operatorDesk, yes } from './account/operator-desk.ts';

const portal = 'arn:aws:iam::123456789012:role/portal';
const file = `workspace: acme
aws: { region: eu-central-1, account: "123456789012" }
signIn: { provider: { kind: portal, arn: "${portal}" } }
people:
  ann: { role: lead-data-scientist }
  kim: { role: data-scientist }
projects:
  sales: { members: [ann] }
`;
const read = parseWorkspace({ file: 'atelier.yaml', folder: '/team', text: file });
if (!read.ok) throw new Error(JSON.stringify(read.problems));
const workspace: Workspace = read.workspace;

let account: OperatorDesk;
let deployed: World;
let kept: World;
beforeAll(async () => {
  account = await operatorDesk();
  putRole(account.simulated.world, portal);
  account.write(file);
  expect(await account.atelierHere(['deploy', ...yes])).toMatchObject({ code: 0 });
  deployed = account.simulated.world.copy();
  putWork(account.simulated.world, workspace);
  const { code } = await account.atelierHere(['destroy', ...yes]);
  expect(code).toBe(0);
  kept = account.simulated.world;
}, 600_000);
afterAll(() => account.close());

const bucket = () => namesIn(workspace, deployed).projectBucket('sales', 'data');
const journeys = (world: World, of = workspace) => [...dataJourneys(of, world), ...signInJourneys(of, world)];

/** Journeys that are broken once something was done to the deployed account. */
function brokenAfter(act: (world: World) => void, of = workspace): readonly string[] {
  const world = deployed.copy();
  const asked = journeys(world, of);
  act(world);
  return brokenJourneys(asked, world).map((sentence) => sentence.replace(/(refused|passes)\. .*/, '$1'));
}

const without = (world: World, type: string, is: (id: string) => boolean) => {
  const found = world.resources.list(type).filter(({ id }) => is(id));
  expect(found).not.toEqual([]);
  for (const { id } of found) world.resources.remove(type, id);
};

describe('people of a deployed workspace', () => {
  test('get in where they may, and nowhere else', () => {
    expect(journeys(deployed).map(({ what, may }) => `${what}: ${may}`)).toEqual([
      'ann reads data of sales from inside: true',
      'ann reads data of sales from outside: false',
      'kim reads data of sales from inside: false',
      'kim reads data of sales from outside: false',
      'the operator reads data of sales: false',
      'ann opens Studio through the network: true',
      "ann opens kim's through the network: false",
      'ann opens Studio from elsewhere: false',
    ]);
    expect(brokenAfter(() => undefined)).toEqual([]);
  });

  test('are missed when a door is gone: a role, or the way to the data', () => {
    const { personRole, signInRole } = namesIn(workspace, deployed);
    expect(brokenAfter((world) => without(world, 'AWS::IAM::Role', (id) => id === personRole('ann')))).toEqual([
      expect.stringContaining('ann reads data of sales from inside: that was to pass, and is refused'),
    ]);
    expect(brokenAfter((world) => without(world, 'AWS::IAM::Role', (id) => id === signInRole('ann')))).toEqual([
      expect.stringContaining('ann opens Studio through the network: that was to pass, and is refused'),
    ]);
    expect(brokenAfter((world) => without(world, 'AWS::EC2::VPCEndpoint', () => true))).toContainEqual(
      expect.stringContaining('ann reads data of sales from inside: that was to pass'),
    );
  });

  test('are found out when a wall is gone: what bounds a role, and the policies of data', () => {
    const opened = brokenAfter((world) => {
      for (const { profile } of workspace.people) putAllowedRole(world, namesIn(workspace, world).personRole(profile));
    });
    expect(opened).toEqual([expect.stringContaining('kim reads data of sales from inside: that was to be refused')]);
    const open = brokenAfter((world) => {
      putAllowedRole(world, 'acme-operator');
      for (const { profile } of workspace.people) putAllowedRole(world, namesIn(workspace, world).personRole(profile));
      without(world, 'AWS::S3::BucketPolicy', (id) => id === bucket());
    });
    expect(open).toEqual([
      'ann reads data of sales from outside: that was to be refused, and passes.',
      'kim reads data of sales from inside: that was to be refused, and passes.',
      'kim reads data of sales from outside: that was to be refused, and passes.',
      'the operator reads data of sales: that was to be refused, and passes.',
    ]);
    const anywhere = brokenAfter((world) => putAllowedRole(world, namesIn(workspace, world).signInRole('ann')));
    expect(anywhere).toEqual([
      "ann opens kim's through the network: that was to be refused, and passes.",
      'ann opens Studio from elsewhere: that was to be refused, and passes.',
    ]);
  });

  test('of a file without a provider are let in nowhere', () => {
    const nobody = { ...workspace, signIn: { ...workspace.signIn, provider: null } };
    expect(brokenAfter(() => undefined, nobody)).toEqual([
      'ann opens Studio through the network: that was to be refused, and passes.',
    ]);
  });
});

describe('what a teardown kept', () => {
  const keys = () => ({ [bucket()]: 'rehearsed/work.csv' });
  const rights = (world: World) => {
    putAllowedRole(world, 'acme-operator');
    return world;
  };

  test('is reached by operators alone, whatever others may elsewhere', () => {
    expect(brokenKept(workspace, rights(kept.copy()), keys())).toEqual([]);
  });

  test('is open once its policy is gone, and shut to operators once their rights are', () => {
    const open = rights(kept.copy());
    without(open, 'AWS::S3::BucketPolicy', (id) => id === bucket());
    expect(brokenKept(workspace, open, keys())).toHaveLength(7);
    const shut = rights(kept.copy());
    const role = shut.resources.get('AWS::IAM::Role', 'acme-operator');
    if (role !== undefined) shut.resources.put({ ...role, properties: {} });
    expect(brokenKept(workspace, shut, keys())).toEqual([
      expect.stringMatching(/^acme-operator from outside: list .*: that was to pass, and is refused/),
      expect.stringMatching(/^acme-operator from outside: read .*: that was to pass, and is refused/),
    ]);
  });
});
