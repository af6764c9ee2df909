import { IAM } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Account, openAccount } from '../simulated-account/open-account.ts';
import { has } from './has.ts';

const managed = 'arn:aws:iam::123456789012:policy/ml/team';
const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }] };

let account: Account;
let iam: IAM;
beforeEach(async () => {
  account = await openAccount();
  iam = new IAM(account.client);
  has(account.world, 'AWS::IAM::Role', 'worker', {
    Path: '/ml/',
    AssumeRolePolicyDocument: trust,
    ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    Policies: [{ PolicyName: 'own', PolicyDocument: {} }],
    Tags: [{ Key: 'k', Value: 'v' }],
  });
  has(account.world, 'AWS::IAM::ManagedPolicy', managed, { Path: '/ml/', Roles: ['worker'] });
  has(account.world, 'AWS::IAM::Policy', 'attached-inline', { PolicyName: 'given', Roles: ['worker'] });
});
afterEach(() => account.close());

describe('roles', () => {
  test('a role shows its path, trust and tags', async () => {
    const { Role } = await iam.getRole({ RoleName: 'worker' });
    expect(Role).toMatchObject({
      Arn: 'arn:aws:iam::123456789012:role/ml/worker',
      Path: '/ml/',
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toEqual(trust);
  });

  test.each([
    ['/', 1],
    ['/ml/', 1],
    ['/other/', 0],
  ])('below the path %s there are %i', async (PathPrefix, count) => {
    expect((await iam.listRoles({ PathPrefix })).Roles).toHaveLength(count);
  });

  test('a role goes only after every policy is off it', async () => {
    const RoleName = 'worker';
    const conflict = { name: 'DeleteConflictException' };
    await expect(iam.deleteRole({ RoleName })).rejects.toMatchObject(conflict);
    const { AttachedPolicies = [] } = await iam.listAttachedRolePolicies({ RoleName });
    expect(AttachedPolicies.map(({ PolicyName }) => PolicyName)).toEqual(['ReadOnlyAccess', 'team']);
    for (const { PolicyArn } of AttachedPolicies) await iam.detachRolePolicy({ RoleName, PolicyArn });
    await expect(iam.deleteRole({ RoleName })).rejects.toMatchObject(conflict);
    const { PolicyNames = [] } = await iam.listRolePolicies({ RoleName });
    expect(PolicyNames).toEqual(['own', 'given']);
    for (const PolicyName of PolicyNames) await iam.deleteRolePolicy({ RoleName, PolicyName });
    await iam.deleteRole({ RoleName });
    await expect(iam.getRole({ RoleName })).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});

test('a managed policy goes only after it is off every role', async () => {
  const PolicyArn = managed;
  await expect(iam.getPolicy({ PolicyArn })).resolves.toMatchObject({
    Policy: { PolicyName: 'team', AttachmentCount: 1 },
  });
  await expect(iam.deletePolicy({ PolicyArn })).rejects.toMatchObject({ name: 'DeleteConflictException' });
  await iam.detachRolePolicy({ RoleName: 'worker', PolicyArn });
  await iam.deletePolicy({ PolicyArn });
  expect((await iam.listPolicies({ Scope: 'Local' })).Policies).toEqual([]);
});

describe('sessions', () => {
  test('whoever takes a role is that role from then on', async () => {
    const sts = new STSClient(account.client);
    await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:iam::123456789012:user/rehearsal',
    });
    const RoleArn = 'arn:aws:iam::123456789012:role/ml/worker';
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }));
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const asRole = new STSClient({ ...account.client, credentials });
    await expect(asRole.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
      Arn: 'arn:aws:sts::123456789012:assumed-role/worker/me',
    });
  });

  test('a role that is not there cannot be taken', async () => {
    const taken = new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::123456789012:role/none', RoleSessionName: 'me' });
    await expect(new STSClient(account.client).send(taken)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
