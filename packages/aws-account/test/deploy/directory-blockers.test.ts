import { putIdentityCenter } from '@atelier/simulated-aws';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AwsWorkspace } from '../../../aws/src/stacks/ground.ts';
import { directoryBlockers } from '../../src/deploy/directory-blockers.ts';
import { type AcmeAccount, acmeAccount } from '../acme-account.ts';

let acme: AcmeAccount;
beforeEach(async () => {
  acme = await acmeAccount();
});
afterEach(() => acme.simulated.close());

function withPerson(signInName: string, method: 'iam' | 'sso' = 'sso'): AwsWorkspace {
  const { people, signIn } = acme.workspace;
  const added = { name: 'new', profile: 'new', role: 'viewer', signInName } as const;
  return { ...acme.workspace, signIn: { ...signIn, method }, people: [...people, added] };
}

const profileOf = (SingleSignOnUserValue: string) => ({
  stack: 'acme-people-01',
  region: 'eu-central-1',
  template: { Resources: { P: { Type: 'AWS::SageMaker::UserProfile', Properties: { SingleSignOnUserValue } } } },
});

async function refused(workspace: AwsWorkspace, deployed: Parameters<typeof directoryBlockers>[1] = []) {
  const problems = await directoryBlockers(workspace, deployed, acme.clients);
  return problems.map(({ code, message, state }) => `${code}: ${message} ${state}`);
}

test('people whom the directory has are no reason against a deployment', async () => {
  expect(await refused(acme.workspace)).toEqual([]);
});

test('a person whom it does not have is refused by name, before anything is changed', async () => {
  expect(await refused(withPerson('nobody@example.com'))).toEqual([
    'NotInDirectory: Identity Center has no user "nobody@example.com". Nothing was changed.',
  ]);
});

test('a person whose profile is there already and who has left the directory stops nobody else', async () => {
  expect(await refused(withPerson('gone@example.com'), [profileOf('gone@example.com')])).toEqual([]);
});

test('with IAM the directory is not asked', async () => {
  expect(await refused(withPerson('nobody@example.com', 'iam'))).toEqual([]);
  expect(acme.simulated.calls.filter(({ service }) => service === 'sso' || service === 'identitystore')).toEqual([]);
});

test.each(['sso:ListInstances', 'identitystore:GetUserId'])(
  'where %s is refused, SageMaker is left to say it',
  async (action) => {
    acme.simulated.failNext({ call: { action, after: 0 }, kind: 'denied' });
    expect(await refused(withPerson('nobody@example.com'))).toEqual([]);
  },
);

test('of several instances, that of the file is asked, and none where the file names none', async () => {
  const instance = 'arn:aws:sso:::instance/ssoins-ffffffffffffffff';
  putIdentityCenter(acme.simulated.world, { instance, users: [] });
  const workspace = withPerson('nobody@example.com');
  expect(await refused(workspace)).toEqual([]);
  const named = { ...workspace, signIn: { ...workspace.signIn, identityCenter: instance } };
  expect(await refused(named)).toHaveLength(5);
});
