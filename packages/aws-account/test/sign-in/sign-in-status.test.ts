import { putIdentityCenter, userIdOf } from '@atelier/simulated-aws';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AwsWorkspace } from '../../../aws/src/stacks/ground.ts';
import { readAccount } from '../../src/read/read-account.ts';
import { signInStatus } from '../../src/sign-in/sign-in-status.ts';
import { type AcmeAccount, acmeAccount, put } from '../acme-account.ts';

let acme: AcmeAccount;
let application: string;
beforeEach(async () => {
  acme = await acmeAccount();
  application = acme.found.domains[0]?.application ?? '';
});
afterEach(() => acme.simulated.close());

const assignmentType = 'AWS::SSO::ApplicationAssignment';

async function status(workspace: AwsWorkspace = acme.workspace) {
  const now = await signInStatus(workspace, await readAccount(workspace, acme.clients), acme.clients);
  const out = now.people.filter(({ getsIn }) => getsIn !== 'yes');
  return { ...now, out: out.map(({ person, getsIn, why }) => `${person} ${getsIn}: ${why}`) };
}

function take(type: string, isMeant: (id: string, name: unknown) => boolean): void {
  const { resources } = acme.simulated.world;
  const [found] = resources.list(type).filter(({ id, properties }) => isMeant(id, properties.UserProfileName));
  if (found === undefined) throw new Error(`No ${type} is there.`);
  resources.remove(type, found.id);
}

function assign(kind: 'USER' | 'GROUP', id: string): void {
  const properties = { ApplicationArn: application, PrincipalType: kind, PrincipalId: id };
  put(acme.simulated.world, assignmentType, `${application}|${kind}|${id}`, properties);
}

describe('with Identity Center', () => {
  test('everybody gets in who is assigned and has a profile', async () => {
    expect(await status()).toMatchObject({ out: [], others: [], letsInAll: false });
  });

  test('somebody without an assignment does not, unless a group has one, which is named', async () => {
    take(assignmentType, (id) => id.endsWith(userIdOf('july')));
    expect((await status()).out).toEqual(['july no: is not assigned to the application in Identity Center']);
    putIdentityCenter(acme.simulated.world, { users: [], groups: { team: ['july'], others: [] } });
    assign('GROUP', 'others');
    expect((await status()).out).toHaveLength(1);
    assign('GROUP', 'team');
    const { out, others } = await status();
    expect({ out, others }).toEqual({ out: [], others: ['others', 'team'].map((id) => ({ kind: 'group', id })) });
  });

  test('somebody whom the directory does not have does not, assigned or not', async () => {
    const people = acme.workspace.people.map((one) => (one.name === 'july' ? { ...one, signInName: 'nobody' } : one));
    const { out, others } = await status({ ...acme.workspace, people });
    expect(out).toEqual(['july no: Identity Center has no user "nobody"']);
    expect(others).toEqual([{ kind: 'user', id: userIdOf('july') }]);
  });

  test('somebody without a profile does not, and one whose profile has failed', async () => {
    take('AWS::SageMaker::UserProfile', (_, name) => name === 'july');
    const [profile] = acme.simulated.world.resources
      .list('AWS::SageMaker::UserProfile')
      .filter(({ properties }) => properties.UserProfileName === 'john');
    if (profile !== undefined) acme.simulated.world.resources.put({ ...profile, status: 'Failed' });
    expect((await status()).out).toEqual([
      'july no: the profile july is not there',
      'john no: the profile john is Failed',
    ]);
  });

  test('a stranger who is assigned is named', async () => {
    assign('USER', 'stranger');
    expect((await status()).others).toEqual([{ kind: 'user', id: 'stranger' }]);
  });

  test('an application that needs no assignment lets in everybody, and that is said', async () => {
    const { resources } = acme.simulated.world;
    take(assignmentType, (id) => id.endsWith(userIdOf('july')));
    const [app] = resources.list('AWS::SSO::Application');
    if (app !== undefined) resources.put({ ...app, properties: { AssignmentRequired: false } });
    expect(await status()).toMatchObject({ out: [], letsInAll: true });
  });

  test.each([
    ...['sso:ListInstances', 'sso:ListApplicationAssignments', 'sso:GetApplicationAssignmentConfiguration'],
    'identitystore:GetUserId',
  ])('a refusal of %s makes it not known, and says AWS’s words', async (action) => {
    acme.simulated.failNext({ call: { action, after: 0 }, kind: 'denied' });
    const { out } = await status();
    expect(out).toHaveLength(4);
    for (const line of out) expect(line).toMatch(/ unknown: .*AccessDenied/);
  });

  test('an instance that the account does not see makes it not known', async () => {
    take('AWS::SSO::Instance', () => true);
    expect((await status()).out).toContain('july unknown: the account does not see the instance of Identity Center');
  });

  test('nobody gets in without a domain', async () => {
    const account = { ...(await readAccount(acme.workspace, acme.clients)), domains: [] };
    const { people } = await signInStatus(acme.workspace, account, acme.clients);
    expect(people.map(({ getsIn, why }) => `${getsIn}: ${why}`)).toEqual(
      Array(4).fill('no: the Studio domain is not there'),
    );
  });
});

describe('with IAM', () => {
  const provider = { kind: 'saml', arn: 'arn:aws:iam::123456789012:saml-provider/company' } as const;
  const workspace = (signIn: Partial<AwsWorkspace['signIn']>) => ({
    ...acme.workspace,
    signIn: { method: 'iam' as const, identityCenter: null, provider: null, oidc: null, ...signIn },
  });

  test('nobody gets in without a provider, and Identity Center is not asked', async () => {
    const { out } = await status(workspace({}));
    expect(out).toHaveLength(4);
    expect(out[0]).toBe('lead no: signIn.provider does not say who says who somebody is');
    expect(acme.simulated.calls.filter(({ service }) => service === 'sso')).toEqual([]);
  });

  test('with a provider those get in whose sign-in role and profile are there', async () => {
    const account = await readAccount(acme.workspace, acme.clients);
    const roles = ['lead', 'july', 'john'].map((name) => ({
      ...{ type: 'AWS::IAM::Role', id: `acme-signin-${name}`, logicalId: name },
    }));
    const [stack] = account.stacks;
    const stacks = stack === undefined ? [] : [{ ...stack, resources: roles }];
    const domains = account.domains.map((domain) => ({
      ...domain,
      profiles: domain.profiles.filter(({ name }) => name !== 'john'),
    }));
    const { people } = await signInStatus(workspace({ provider }), { ...account, stacks, domains }, acme.clients);
    expect(people.map(({ person, why }) => `${person}: ${why}`)).toEqual([
      'lead: null',
      'july: null',
      'john: the profile john is not there',
      'auditor: the role acme-signin-auditor is not there',
    ]);
  });
});
