import { putIdentityCenter, userIdOf } from '@atelier/simulated-aws';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AwsWorkspace } from '../../../aws/src/stacks/ground.ts';
import { type Assignments, assignPeople } from '../../src/sign-in/assign-people.ts';
import { readRecords } from '../../src/sign-in/assigned-records.ts';
import { type AcmeAccount, acmeAccount, put } from '../acme-account.ts';

let acme: AcmeAccount;
let application: string;
beforeEach(async () => {
  acme = await acmeAccount();
  application = acme.found.domains[0]?.application ?? '';
  // As it is right after the domain was made.
  for (const { type, id } of acme.simulated.world.resources.list())
    if (type === assignmentType || id.startsWith('/atelier/assigned/')) acme.simulated.world.resources.remove(type, id);
});
afterEach(() => acme.simulated.close());

const assignmentType = 'AWS::SSO::ApplicationAssignment';
const everybody = ['lead@example.com', 'july', 'john', 'auditor'];

function assigned(workspace: AwsWorkspace = acme.workspace): Promise<Assignments> {
  return assignPeople(workspace, application, acme.clients);
}

/** Names of those whom the application lets in by themselves. */
function letIn(): readonly string[] {
  const { resources } = acme.simulated.world;
  const users = new Map(
    resources.list('AWS::IdentityStore::User').map(({ id, properties }) => [id, properties.UserName]),
  );
  return resources.list(assignmentType).map(({ properties }) => String(users.get(String(properties.PrincipalId))));
}

async function remembered(): Promise<readonly string[]> {
  return (await readRecords('acme', acme.clients.parameters)).map(({ signInName }) => signInName);
}

function assignByHand(kind: 'USER' | 'GROUP', id: string): void {
  const properties = { ApplicationArn: application, PrincipalType: kind, PrincipalId: id };
  put(acme.simulated.world, assignmentType, `${application}|${kind}|${id}`, properties);
}

function without(name: string): AwsWorkspace {
  return { ...acme.workspace, people: acme.workspace.people.filter((person) => person.name !== name) };
}

function calledAs(name: string, signInName: string): AwsWorkspace {
  const people = acme.workspace.people.map((person) => (person.name === name ? { ...person, signInName } : person));
  return { ...acme.workspace, people };
}

function directory(...users: readonly string[]): void {
  putIdentityCenter(acme.simulated.world, { users });
}

function count(action: string): number {
  return acme.simulated.calls.filter((call) => call.action === action).length;
}

describe('people of the file', () => {
  test('are assigned, and a second time nothing is done', async () => {
    const first = await assigned();
    expect(first).toEqual({ letIn: everybody, assigned: everybody, released: [], notAssigned: [], notReleased: [] });
    expect(letIn()).toEqual(everybody);
    expect((await remembered()).toSorted()).toEqual(everybody.toSorted());
    const before = [count('CreateApplicationAssignment'), count('PutParameter')];
    expect(await assigned()).toEqual({ ...first, assigned: [] });
    expect([count('CreateApplicationAssignment'), count('PutParameter')]).toEqual(before);
  });

  test('who leave are released and forgotten, and nobody else', async () => {
    await assigned();
    expect(await assigned(without('john'))).toMatchObject({ released: ['john'], assigned: [], notReleased: [] });
    expect(letIn()).toEqual(everybody.filter((name) => name !== 'john'));
    expect(await remembered()).not.toContain('john');
  });

  test('whose sign-in name changes are assigned by the new one and released by the old', async () => {
    directory('july@example.com');
    await assigned();
    const { assigned: added, released } = await assigned(calledAs('july', 'july@example.com'));
    expect({ added, released }).toEqual({ added: ['july@example.com'], released: ['july'] });
    expect(letIn().toSorted()).toEqual([...everybody.filter((name) => name !== 'july'), 'july@example.com'].toSorted());
  });

  test('whose assignment somebody has removed are assigned again', async () => {
    await assigned();
    acme.simulated.world.resources.remove(assignmentType, `${application}|USER|${userIdOf('july')}`);
    expect(await assigned()).toMatchObject({ assigned: ['july'] });
    expect(letIn()).toContain('july');
  });

  test('who get in by a group are left to it', async () => {
    putIdentityCenter(acme.simulated.world, { users: [], groups: { 'group-1': ['july', 'john'], 'group-2': [] } });
    assignByHand('GROUP', 'group-2');
    assignByHand('GROUP', 'group-1');
    const { letIn: all, assigned: added } = await assigned();
    expect(all.toSorted()).toEqual(everybody.toSorted());
    expect(added).toEqual(['lead@example.com', 'auditor']);
    expect(await remembered()).not.toContain('july');
  });

  test.each(["Carla.O'Neil@corp.example", 'CORP\\dave', '"quoted"', 'ünï@example.com', '$(id)', '../../x', '%2e%2e'])(
    'are known by the name %s, whatever is in it',
    async (name) => {
      directory(name);
      expect(await assigned(calledAs('july', name))).toMatchObject({ notAssigned: [] });
      expect(letIn()).toContain(name);
      expect(await remembered()).toContain(name);
    },
  );
});

describe('assignments of somebody else', () => {
  test('stay when the person leaves the file, and when a stranger has one', async () => {
    directory('stranger');
    assignByHand('USER', userIdOf('john'));
    assignByHand('USER', userIdOf('stranger'));
    await assigned();
    expect(await assigned(without('john'))).toMatchObject({ released: [] });
    expect(letIn()).toEqual(expect.arrayContaining(['john', 'stranger']));
  });

  test('stay where what stands at the place of a record is none', async () => {
    directory('stranger');
    assignByHand('USER', userIdOf('stranger'));
    for (const Value of ['', '{', 'null', '[]', '{"application":1}', JSON.stringify({ application, signInName: 7 })])
      put(acme.simulated.world, 'AWS::SSM::Parameter', `/atelier/assigned/acme/${userIdOf('stranger')}`, { Value });
    await assigned();
    expect(letIn()).toContain('stranger');
  });

  test('stay in the application of another workspace, whose records are not read', async () => {
    directory('stranger');
    const Value = JSON.stringify({ application, signInName: 'stranger' });
    assignByHand('USER', userIdOf('stranger'));
    put(acme.simulated.world, 'AWS::SSM::Parameter', `/atelier/assigned/acme-two/${userIdOf('stranger')}`, { Value });
    await assigned();
    expect(letIn()).toContain('stranger');
  });

  test('are not touched for a record of an application that is gone, which is forgotten', async () => {
    directory('stranger');
    const Value = JSON.stringify({ application: `${application}-before`, signInName: 'stranger' });
    assignByHand('USER', userIdOf('stranger'));
    put(acme.simulated.world, 'AWS::SSM::Parameter', `/atelier/assigned/acme/${userIdOf('stranger')}`, { Value });
    await assigned();
    expect(letIn()).toContain('stranger');
    expect(await remembered()).not.toContain('stranger');
  });
});

describe('whoever cannot be assigned is told why, and the others are', () => {
  const codes = ({ notAssigned, notReleased }: Assignments) =>
    [...notAssigned, ...notReleased].map(({ signInName, problem }) => `${signInName} ${problem.code}`);

  test('a name that the directory does not have', async () => {
    const result = await assigned(calledAs('july', 'nobody@example.com'));
    expect(codes(result)).toEqual(['nobody@example.com NotInDirectory']);
    expect(result.notAssigned[0]?.problem.message).toContain('"nobody@example.com"');
    expect(letIn()).toEqual(everybody.filter((name) => name !== 'july'));
  });

  test('a refusal of one assignment, which is not remembered either', async () => {
    acme.simulated.failNext({ call: { action: 'sso:CreateApplicationAssignment', after: 1 }, kind: 'denied' });
    const result = await assigned();
    expect(codes(result)).toEqual(['july AccessDenied']);
    expect(await remembered()).not.toContain('july');
    expect(letIn()).toEqual(everybody.filter((name) => name !== 'july'));
  });

  test('a refusal of the memory: nobody is assigned whom nobody would ever release', async () => {
    acme.simulated.failNext({ call: { action: 'ssm:PutParameter', after: 1 }, kind: 'denied' });
    expect(codes(await assigned())).toEqual(['july AccessDenied']);
    expect(letIn()).not.toContain('july');
  });

  test('a refusal of a release, which is done the next time', async () => {
    await assigned();
    acme.simulated.failNext({ call: { action: 'sso:DeleteApplicationAssignment', after: 0 }, kind: 'denied' });
    expect(codes(await assigned(without('john')))).toEqual(['john AccessDenied']);
    expect(await remembered()).toContain('john');
    expect(await assigned(without('john'))).toMatchObject({ released: ['john'] });
    expect(letIn()).not.toContain('john');
  });

  test.each([
    'sso:ListInstances',
    'sso:ListApplicationAssignments',
    'identitystore:GetUserId',
    'ssm:GetParametersByPath',
  ])('a refusal of %s: nothing is assigned and nothing is released, as not everything is known', async (action) => {
    await assigned();
    acme.simulated.failNext({ call: { action, after: 0 }, kind: 'denied' });
    const result = await assigned(without('john'));
    expect(codes(result)).toEqual(everybody.filter((name) => name !== 'john').map((name) => `${name} AccessDenied`));
    expect(letIn()).toEqual(everybody);
  });

  test('an instance that the account does not see', async () => {
    const { resources } = acme.simulated.world;
    for (const { id } of resources.list('AWS::SSO::Instance')) resources.remove('AWS::SSO::Instance', id);
    expect(codes(await assigned())).toEqual(everybody.map((name) => `${name} DirectoryNotSeen`));
  });

  test('an instance that is not the one of the file: people of another directory are not let in', async () => {
    const identityCenter = 'arn:aws:sso:::instance/ssoins-ffffffffffffffff';
    const { workspace } = acme;
    const result = await assigned({ ...workspace, signIn: { ...workspace.signIn, identityCenter } });
    expect(codes(result)).toEqual(everybody.map((name) => `${name} OtherIdentityCenter`));
    expect(letIn()).toEqual([]);
  });
});

test.each([
  'sso:CreateApplicationAssignment',
  'sso:DeleteApplicationAssignment',
  'ssm:PutParameter',
  'ssm:DeleteParameter',
])('an answer to %s that is lost is asked for again, and ends the same', async (action) => {
  directory('july@example.com');
  await assigned(calledAs('july', 'july@example.com'));
  acme.simulated.failNext({ call: { action, after: 0 }, kind: 'timeout' });
  expect(await assigned()).toMatchObject({ assigned: ['july'], released: ['july@example.com'], notAssigned: [] });
  expect(letIn().toSorted()).toEqual(everybody.toSorted());
});
