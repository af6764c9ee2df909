import { Identitystore } from '@aws-sdk/client-identitystore';
import { SSOAdmin } from '@aws-sdk/client-sso-admin';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeApplication, removeApplication } from '../../src/kinds/studio/sign-in-application.ts';
import { putIdentityCenter, userIdOf } from '../../src/services/identity-center/put-identity-center.ts';
import { type Account, openAccount } from '../simulated-account/open-account.ts';
import { has } from './has.ts';

let account: Account;
beforeEach(async () => {
  account = await openAccount();
});
afterEach(() => account.close());

const users = ['ada', 'bob', 'cy', 'dan', 'eve'];

function opened(): { sso: SSOAdmin; store: Identitystore; ApplicationArn: string } {
  putIdentityCenter(account.world, { users, groups: { team: ['ada'], none: [] } });
  const { SingleSignOnApplicationArn } = makeApplication(account.world, 'd-1');
  return {
    sso: new SSOAdmin(account.client),
    store: new Identitystore(account.client),
    ApplicationArn: String(SingleSignOnApplicationArn),
  };
}

const user = (name: string) => ({ PrincipalType: 'USER' as const, PrincipalId: userIdOf(name) });

describe('assignments', () => {
  test('are made, listed in pages and removed', async () => {
    const { sso, ApplicationArn } = opened();
    for (const name of users) await sso.createApplicationAssignment({ ApplicationArn, ...user(name) });
    const first = await sso.listApplicationAssignments({ ApplicationArn });
    expect(first.ApplicationAssignments).toHaveLength(3);
    const next = await sso.listApplicationAssignments({ ApplicationArn, NextToken: first.NextToken });
    expect(next.ApplicationAssignments?.map(({ PrincipalId }) => PrincipalId)).toEqual(['dan', 'eve'].map(userIdOf));
    await sso.deleteApplicationAssignment({ ApplicationArn, ...user('ada') });
    expect((await sso.listApplicationAssignments({ ApplicationArn })).ApplicationAssignments?.[0]).toEqual({
      ApplicationArn,
      ...user('bob'),
    });
  });

  test.each([
    ['that is there, a second time', 'ada', 'ConflictException'],
    ['of nobody whom the directory has', 'nobody', 'ResourceNotFoundException'],
  ])('one %s is refused', async (_, name, refusal) => {
    const { sso, ApplicationArn } = opened();
    await sso.createApplicationAssignment({ ApplicationArn, ...user('ada') });
    const again = sso.createApplicationAssignment({ ApplicationArn, ...user(name) });
    await expect(again).rejects.toMatchObject({ name: refusal });
  });

  test('one that is not there cannot be removed, nor is an application there that nobody made', async () => {
    const { sso, ApplicationArn } = opened();
    const refusal = { name: 'ResourceNotFoundException' };
    await expect(sso.deleteApplicationAssignment({ ApplicationArn, ...user('ada') })).rejects.toMatchObject(refusal);
    const other = { ApplicationArn: ApplicationArn.replace(/.$/, 'f') };
    await expect(sso.listApplicationAssignments(other)).rejects.toMatchObject(refusal);
    await expect(sso.getApplicationAssignmentConfiguration(other)).rejects.toMatchObject(refusal);
  });

  test('go with the application', async () => {
    const { sso, ApplicationArn } = opened();
    await sso.createApplicationAssignment({ ApplicationArn, ...user('ada') });
    const domain = has(account.world, 'AWS::SageMaker::Domain', 'd-1');
    removeApplication(account.world, { ...domain, attributes: { SingleSignOnApplicationArn: ApplicationArn } });
    expect(account.world.resources.list('AWS::SSO::ApplicationAssignment')).toEqual([]);
    await expect(sso.listApplicationAssignments({ ApplicationArn })).rejects.toThrow('Application not found');
  });

  test('are needed, unless the application says otherwise', async () => {
    const { sso, ApplicationArn } = opened();
    expect((await sso.getApplicationAssignmentConfiguration({ ApplicationArn })).AssignmentRequired).toBe(true);
    has(account.world, 'AWS::SSO::Application', ApplicationArn, { AssignmentRequired: false });
    expect((await sso.getApplicationAssignmentConfiguration({ ApplicationArn })).AssignmentRequired).toBe(false);
  });
});

describe('a directory', () => {
  const named = (AttributeValue: string, AttributePath = 'userName') => ({
    AlternateIdentifier: { UniqueAttribute: { AttributePath, AttributeValue } },
  });

  test('is the one of the instance, and finds users by their name and in groups', async () => {
    const { sso, store } = opened();
    const [instance] = (await sso.listInstances({})).Instances ?? [];
    expect(instance).toMatchObject({ OwnerAccountId: '123456789012', Status: 'ACTIVE' });
    const IdentityStoreId = instance?.IdentityStoreId ?? '';
    const { UserId = '' } = await store.getUserId({ IdentityStoreId, ...named('ada') });
    expect(UserId).toBe(userIdOf('ada'));
    const { Results } = await store.isMemberInGroups({
      IdentityStoreId,
      MemberId: { UserId },
      GroupIds: ['team', 'none'],
    });
    expect(Results?.map(({ MembershipExists }) => MembershipExists)).toEqual([true, false]);
  });

  test.each([
    ['nobody of that name', 'nobody', 'userName', 'ResourceNotFoundException'],
    ['another attribute', 'ada', 'emails.value', 'ValidationException'],
  ])('refuses %s', async (_, name, path, refusal) => {
    const { sso, store } = opened();
    const IdentityStoreId = (await sso.listInstances({})).Instances?.[0]?.IdentityStoreId ?? '';
    await expect(store.getUserId({ IdentityStoreId, ...named(name, path) })).rejects.toMatchObject({ name: refusal });
    const elsewhere = store.getUserId({ IdentityStoreId: 'd-0000000000', ...named('ada') });
    await expect(elsewhere).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

test('where the account sees no instance, the application is in one of another account', () => {
  expect(makeApplication(account.world, 'd-1').SingleSignOnApplicationArn).toMatch(
    /^arn:aws:sso::000000000000:application\/ssoins-0{16}\/apl-[0-9a-f]{16}$/,
  );
});
