import { rights, synthesise } from '@atelier/aws';
import { startSimulatedAccount, userIdOf } from '@atelier/simulated-aws';
import { CreateApplicationAssignmentCommand, DeleteApplicationAssignmentCommand } from '@aws-sdk/client-sso-admin';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RightsHolder, RightsPolicy } from '../../../aws/src/rights/rights-policy.ts';
import { example } from '../../../aws/test/example.ts';
import { readAccount } from '../../src/read/read-account.ts';
import { assignPeople } from '../../src/sign-in/assign-people.ts';
import { signInStatus } from '../../src/sign-in/sign-in-status.ts';
import { type AcmeAccount, acmeAccount, clientsOf, put } from '../acme-account.ts';

const workspace = await example('acme');
const synthesis = await synthesise(workspace);

let acme: AcmeAccount;
let application: string;
const held = new Map<string, readonly RightsPolicy[]>();

beforeAll(async () => {
  const { found, simulated } = await acmeAccount();
  await simulated.close();
  const deployed = { id: null, domain: null, application: found.domains[0]?.application ?? null };
  const give = async (name: string, holder: RightsHolder, ids = deployed, of = workspace) =>
    held.set(name, (await rights(of, synthesis, holder, ids)).policies);
  await give('deploy', 'deploy');
  await give('deploy, before the application is known', 'deploy', { ...deployed, application: null });
  await give('deploy, for iam', 'deploy', deployed, { ...workspace, signIn: { ...workspace.signIn, method: 'iam' } });
  await give('status', 'status');
});

beforeEach(async () => {
  const built = await acmeAccount();
  await built.simulated.close();
  const simulated = await startSimulatedAccount({ world: built.simulated.world, callers: 'judged' });
  acme = { ...built, simulated, clients: clientsOf(simulated, built.workspace) };
  application = acme.found.domains[0]?.application ?? '';
  for (const { type, id } of simulated.world.resources.list())
    if (type === 'AWS::SSO::ApplicationAssignment' || id.startsWith('/atelier/assigned/'))
      simulated.world.resources.remove(type, id);
});
afterEach(() => acme.simulated.close());

/** The operator has these policies and nothing else; those without one of their statements show what it is for. */
function operatorWith(name: string, without = ''): void {
  const { world } = acme.simulated;
  // What detecting drift reads is somebody else's to give, and holds a part of it.
  const given = (held.get(name) ?? []).filter((policy) => !policy.name.includes('-drift'));
  const arns = given.map(({ name: ManagedPolicyName, document }) => {
    const arn = `arn:aws:iam::${world.account}:policy/${ManagedPolicyName}`;
    const Statement = document.Statement.filter(({ Sid }) => Sid !== without);
    const PolicyDocument = JSON.parse(JSON.stringify({ ...document, Statement }));
    put(world, 'AWS::IAM::ManagedPolicy', arn, { ManagedPolicyName, PolicyDocument });
    return arn;
  });
  put(world, 'AWS::IAM::Role', 'acme-operator', { RoleName: 'acme-operator', ManagedPolicyArns: arns });
}

const assigned = () => assignPeople(acme.workspace, application, acme.clients);
const codesOf = ({ notAssigned }: Awaited<ReturnType<typeof assigned>>) => [
  ...new Set(notAssigned.map(({ problem }) => problem.code)),
];

describe('an operator with the rights that are described', () => {
  test.each(['deploy', 'deploy, before the application is known'])('%s: assigns and releases', async (name) => {
    operatorWith(name);
    expect(await assigned()).toMatchObject({ notAssigned: [], assigned: { length: 4 } });
    const nobody = await assignPeople({ ...acme.workspace, people: [] }, application, acme.clients);
    expect(nobody).toMatchObject({ notReleased: [], released: { length: 4 } });
  });

  test.each(['ReadIdentityCenters', 'ReadAssignments', 'ReadDirectory', 'Assign', 'RecordAssigned'])(
    'assigns nobody without the statement %s, and hears that it was denied',
    async (sid) => {
      operatorWith('deploy', sid);
      const result = await assigned();
      expect(codesOf(result)).toEqual(['AccessDenied']);
      expect(result.notAssigned).toHaveLength(4);
      expect(acme.simulated.world.resources.list('AWS::SSO::ApplicationAssignment')).toEqual([]);
    },
  );

  test('does nothing with those of a file that says iam', async () => {
    operatorWith('deploy, for iam');
    expect(codesOf(await assigned())).toEqual(['AccessDenied']);
  });
});

test('whoever looks on is told who gets in, and assigns nobody', async () => {
  operatorWith('status');
  const account = await readAccount(acme.workspace, acme.clients);
  const { people } = await signInStatus(acme.workspace, account, acme.clients);
  expect(people.map(({ why }) => why)).toEqual(Array(4).fill('is not assigned to the application in Identity Center'));
  expect(codesOf(await assigned())).toEqual(['AccessDenied']);
});

describe('an application that is not the workspace’s', () => {
  const theirs = (owner: string) => {
    const other = application.replace(/.$/, 'f');
    put(acme.simulated.world, 'AWS::SSO::Application', other, owner === 'own' ? {} : { ApplicationAccount: owner });
    const principal = { PrincipalType: 'USER' as const, PrincipalId: userIdOf('july') };
    const { identityCenter } = acme.clients;
    return ['create', 'delete'].map((verb) => {
      const Command = verb === 'create' ? CreateApplicationAssignmentCommand : DeleteApplicationAssignmentCommand;
      return () => identityCenter.send(new Command({ ApplicationArn: other, ...principal }) as never);
    });
  };

  test('is out of reach once the own one is known, though another workspace of the account has made it', async () => {
    operatorWith('deploy');
    for (const attempt of theirs('own'))
      await expect(attempt()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('is out of reach before, when another account has made it', async () => {
    operatorWith('deploy, before the application is known');
    for (const attempt of theirs('999988887777'))
      await expect(attempt()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('is in reach before, when the own account has made it: the notes of the rights say so', async () => {
    operatorWith('deploy, before the application is known');
    for (const attempt of theirs('own')) await expect(attempt()).resolves.toBeTruthy();
    const { notes } = await rights(workspace, synthesis, 'deploy');
    expect(notes.join(' ')).toContain('--application');
  });
});
