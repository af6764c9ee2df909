import { IAMClient, ListRolesCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, DeleteBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, describe, expect, test } from 'vitest';
import type { FaultKind } from '../../src/service/planned-fault.ts';
import type { Refusal, SimulationOptions } from '../../src/simulated-account.ts';
import { newWorld } from '../../src/world/new-world.ts';
import { type Account, openAccount } from './open-account.ts';

const open: Account[] = [];
afterAll(() => Promise.all(open.map((account) => account.close())));

async function account(options?: SimulationOptions): Promise<Account> {
  const opened = await openAccount(options);
  open.push(opened);
  return opened;
}

const listed: Readonly<Record<string, (account: Account) => Promise<object>>> = {
  sts: ({ client }) => new STSClient(client).send(new GetCallerIdentityCommand({})),
  iam: ({ client }) => new IAMClient(client).send(new ListRolesCommand({})),
  s3: ({ client }) => new S3Client(client).send(new ListBucketsCommand({})),
  kms: ({ client }) => new KMSClient(client).send(new DescribeKeyCommand({ KeyId: 'alias/none' })),
};

describe('what a call leaves in the list', () => {
  test('an answered call: service, action, input and time', async () => {
    const { client, calls, world } = await account();
    await new SSMClient(client).send(new PutParameterCommand({ Name: '/a', Value: 'x'.repeat(500), Type: 'String' }));
    expect(calls).toMatchObject([
      { index: 0, service: 'ssm', action: 'PutParameter', outcome: 'answered', fault: null, atMs: world.clock.nowMs() },
    ]);
    expect(calls[0]?.input.Value).toHaveLength(121);
  });

  test('a fault: its code', async () => {
    const { client, calls } = await account();
    await expect(new SSMClient(client).send(new GetParameterCommand({ Name: '/none' }))).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
    expect(calls).toMatchObject([{ action: 'GetParameter', outcome: 'fault', fault: 'ParameterNotFound' }]);
  });

  test('an operation that the simulated account does not have is refused by name, once', async () => {
    const { client, calls } = await account();
    const sent = new IAMClient(client).send(new ListUsersCommand({}));
    await expect(sent).rejects.toThrow('The rehearsal has no operation iam:ListUsers.');
    expect(calls).toMatchObject([
      { service: 'iam', action: 'ListUsers', outcome: 'refused', fault: 'UnknownOperation' },
    ]);
  });

  test('so is a service that it does not have', async () => {
    const { url, calls } = await account();
    const authorization =
      'AWS4-HMAC-SHA256 Credential=k/20260105/eu-central-1/budgets/aws4_request, SignedHeaders=a, Signature=b';
    const answer = await fetch(url, { method: 'POST', headers: { authorization }, body: 'Action=Do' });
    expect(await answer.text()).toContain('The rehearsal has no operation budgets:Do.');
    expect(calls).toMatchObject([{ service: 'budgets', action: 'Do', outcome: 'refused' }]);
  });

  test('a request that cannot be read is refused, and the simulated account goes on', async () => {
    const { url, calls, client } = await account();
    const authorization =
      'AWS4-HMAC-SHA256 Credential=k/20260105/eu-central-1/ssm/aws4_request, SignedHeaders=a, Signature=b';
    const headers = { authorization, 'x-amz-target': 'AmazonSSM.GetParameter' };
    const answer = await fetch(url, { method: 'POST', headers, body: '{"Name":' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ __type: 'SerializationException' });
    await new STSClient(client).send(new GetCallerIdentityCommand({}));
    expect(calls.map(({ outcome }) => outcome)).toEqual(['refused', 'answered']);
  });
});

test('there is one region, and IAM and STS in all', async () => {
  const { client, calls } = await account();
  const elsewhere = { ...client, region: 'us-east-1' };
  const sent = new SSMClient(elsewhere).send(new GetParameterCommand({ Name: '/a' }));
  await expect(sent).rejects.toThrow('The rehearsal has no region us-east-1, only eu-central-1.');
  await new IAMClient(elsewhere).send(new ListRolesCommand({}));
  await new STSClient(elsewhere).send(new GetCallerIdentityCommand({}));
  expect(calls.map(({ outcome }) => outcome)).toEqual(['refused', 'answered', 'answered']);
});

describe('credentials', () => {
  test('a request without a signature is refused', async () => {
    const { url } = await account();
    const answer = await fetch(url, { method: 'POST', body: 'Action=GetCallerIdentity&Version=2011-06-15' });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>MissingAuthenticationToken</Code>');
  });

  const refusals: readonly [Refusal, service: string, name: string][] = [
    ['no-credentials', 'sts', 'MissingAuthenticationToken'],
    ['no-credentials', 'kms', 'MissingAuthenticationTokenException'],
    ['expired', 'sts', 'ExpiredToken'],
    ['expired', 's3', 'ExpiredToken'],
    ['expired', 'kms', 'ExpiredTokenException'],
    ['unknown', 'sts', 'InvalidClientTokenId'],
    ['unknown', 's3', 'InvalidAccessKeyId'],
    ['denied', 'iam', 'AccessDenied'],
    ['denied', 'kms', 'AccessDeniedException'],
  ];
  test.each(refusals)('%s: %s says %s', async (refuse, service, name) => {
    const refusing = await account({ refuse });
    await expect(listed[service]?.(refusing)).rejects.toMatchObject({ name });
    expect(refusing.calls).toMatchObject([{ outcome: 'refused' }]);
  });
});

describe('faults', () => {
  const clients: Readonly<Record<string, (account: Account) => Promise<object>>> = {
    query: ({ client }) => new STSClient(client).send(new GetCallerIdentityCommand({})),
    json: ({ client }) =>
      new SSMClient(client).send(new PutParameterCommand({ Name: '/a', Value: 'v', Overwrite: true })),
    'rest-xml': ({ client }) => new S3Client(client).send(new ListBucketsCommand({})),
  };
  const kinds: readonly FaultKind[] = ['throttle', 'server', 'connection', 'timeout'];
  const rows = kinds.flatMap((kind) => Object.keys(clients).map((protocol) => [kind, protocol] as const));

  test.concurrent.each(rows)('after one %s the %s client tries again by itself', async (kind, protocol) => {
    const failing = await account();
    failing.failNext({ call: 0, kind });
    await clients[protocol]?.(failing);
    expect(failing.calls.map(({ outcome }) => outcome)).toEqual(['failed', 'answered']);
  });

  test.concurrent.each(rows)(
    'as often as it tries, and %s reaches the caller of the %s client',
    async (kind, protocol) => {
      const failing = await account();
      failing.failNext({ call: 0, kind, times: 3 });
      await expect(clients[protocol]?.(failing)).rejects.toThrow();
      expect(failing.calls.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed']);
      await clients[protocol]?.(failing);
    },
  );

  test('what is denied is not tried again', async () => {
    const failing = await account();
    failing.failNext({ call: 0, kind: 'denied' });
    await expect(clients.query?.(failing)).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(failing.calls).toHaveLength(1);
  });

  test('only the planned call fails', async () => {
    const failing = await account();
    failing.failNext({ call: 1, kind: 'denied' });
    await clients.query?.(failing);
    await expect(clients.query?.(failing)).rejects.toThrow();
    await clients.query?.(failing);
    expect(failing.calls.map(({ fault }) => fault)).toEqual([null, 'AccessDenied', null]);
  });

  test('a cut line leaves nothing done, a lost answer leaves it done', async () => {
    const failing = await account();
    const s3 = new S3Client({ ...failing.client, maxAttempts: 1 });
    failing.failNext({ call: 0, kind: 'connection' });
    failing.failNext({ call: 1, kind: 'timeout' });
    await expect(s3.send(new CreateBucketCommand({ Bucket: 'one' }))).rejects.toThrow();
    expect(failing.world.resources.list()).toEqual([]);
    await expect(s3.send(new CreateBucketCommand({ Bucket: 'two' }))).rejects.toThrow();
    expect(failing.world.resources.list().map(({ id }) => id)).toEqual(['two']);
  });
});

test('a lost answer is lost although the service said no', async () => {
  const failing = await account();
  failing.failNext({ call: 0, kind: 'timeout' });
  const s3 = new S3Client({ ...failing.client, maxAttempts: 1 });
  await expect(s3.send(new DeleteBucketCommand({ Bucket: 'none' }))).rejects.not.toMatchObject({
    name: 'NoSuchBucket',
  });
  expect(failing.calls).toMatchObject([{ action: 'DeleteBucket', outcome: 'failed', fault: 'timeout' }]);
});

test('two simulated accounts of one world show the same account', async () => {
  const world = newWorld();
  const [one, other] = [await account({ world }), await account({ world })];
  await new S3Client(one.client).send(new CreateBucketCommand({ Bucket: 'bucket' }));
  await expect(new S3Client(other.client).send(new ListBucketsCommand({}))).resolves.toMatchObject({
    Buckets: [{ Name: 'bucket' }],
  });
});

test('a closed account lets nobody in, and closes although a client keeps its line', async () => {
  const closing = await openAccount();
  await listed.sts?.(closing);
  await closing.close();
  await expect(
    new STSClient({ ...closing.client, maxAttempts: 1 }).send(new GetCallerIdentityCommand({})),
  ).rejects.toThrow();
});
