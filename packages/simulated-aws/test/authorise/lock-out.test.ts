import { S3 } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { has } from '../services/has.ts';
import { type Account, clientOf, openAccount } from '../simulated-account/open-account.ts';

/** A bucket that lets nobody at what is in it but through an endpoint, as those of an isolated workspace once did. */
const closed = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:GetObject*', 's3:ListBucket*', 's3:PutObject*', 's3:DeleteObject*'],
      Resource: ['arn:aws:s3:::lake', 'arn:aws:s3:::lake/*'],
      Condition: {
        StringNotEquals: { 'aws:SourceVpce': ['vpce-1'] },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
      },
    },
  ],
};

let account: Account;
beforeEach(async () => {
  account = await openAccount({ callers: 'judged' });
  has(account.world, 'AWS::S3::Bucket', 'lake', {});
  has(account.world, 'AWS::S3::BucketPolicy', 'lake', { Bucket: 'lake', PolicyDocument: closed });
  has(account.world, 'AWS::EC2::VPCEndpoint', 'vpce-1', { VpcId: 'vpc-1' });
  has(account.world, 'AWS::EC2::VPCEndpoint', 'vpce-2', { VpcId: 'vpc-1' });
});
afterEach(() => account.close());

const calls: Readonly<Record<string, (s3: S3) => Promise<unknown>>> = {
  'ListBucket, by ListObjectsV2': (s3) => s3.listObjectsV2({ Bucket: 'lake' }),
  'ListBucket, by HeadBucket': (s3) => s3.headBucket({ Bucket: 'lake' }),
  ListBucketVersions: (s3) => s3.listObjectVersions({ Bucket: 'lake' }),
  PutObject: (s3) => s3.putObject({ Bucket: 'lake', Key: 'k', Body: 'b' }),
  GetObject: (s3) => s3.getObject({ Bucket: 'lake', Key: 'k' }),
  DeleteObject: (s3) => s3.deleteObject({ Bucket: 'lake', Key: 'k' }),
  DeleteObjectVersion: (s3) => s3.deleteObject({ Bucket: 'lake', Key: 'k', VersionId: 'null' }),
};

describe('a bucket that denies everybody outside of an endpoint', () => {
  test.each(Object.entries(calls))('locks an administrator outside out of %s', async (_, call) => {
    await expect(call(new S3(account.client))).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    expect(account.calls.at(-1)).toMatchObject({ outcome: 'fault', fault: 'AccessDenied' });
  });

  test.each(Object.entries(calls))('locks an administrator behind another endpoint out of %s', async (_, call) => {
    const other = new S3(clientOf(await account.through('vpce-2')));
    await expect(call(other)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  test('lets an administrator behind its endpoint put, list, read and delete', async () => {
    const inside = new S3(clientOf(await account.through('vpce-1')));
    await inside.putObject({ Bucket: 'lake', Key: 'k', Body: 'b' });
    await inside.listObjectVersions({ Bucket: 'lake' });
    await inside.getObject({ Bucket: 'lake', Key: 'k' });
    await inside.deleteObject({ Bucket: 'lake', Key: 'k' });
    expect(account.calls.map(({ outcome }) => outcome)).toEqual(Array(4).fill('answered'));
  });

  test('keeps each object of many that somebody outside would delete, and tells of each in an answer that is none of failure', async () => {
    const inside = new S3(clientOf(await account.through('vpce-1')));
    for (const Key of ['a', 'b']) await inside.putObject({ Bucket: 'lake', Key, Body: 'b' });
    const Objects = [{ Key: 'a' }, { Key: 'b', VersionId: 'null' }];
    const { Deleted, Errors } = await new S3(account.client).deleteObjects({ Bucket: 'lake', Delete: { Objects } });
    const words = (action: string, key: string) =>
      expect.stringContaining(`perform: ${action} on resource: "arn:aws:s3:::lake/${key}" with an explicit deny`);
    expect(Deleted).toBeUndefined();
    expect(Errors).toEqual([
      { Key: 'a', Code: 'AccessDenied', Message: words('s3:DeleteObject', 'a') },
      { Key: 'b', VersionId: 'null', Code: 'AccessDenied', Message: words('s3:DeleteObjectVersion', 'b') },
    ]);
    expect(account.calls.at(-1)).toMatchObject({ outcome: 'answered', fault: null });
    expect(account.world.objects.keys('lake')).toEqual(['a', 'b']);
  });

  test('deletes of many objects those that may go, quietly or not', async () => {
    const inside = new S3(clientOf(await account.through('vpce-1')));
    const kept = { Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::lake/kept*' };
    const PolicyDocument = { Version: '2012-10-17', Statement: [kept] };
    has(account.world, 'AWS::S3::BucketPolicy', 'lake', { Bucket: 'lake', PolicyDocument });
    for (const Quiet of [false, true]) {
      for (const Key of ['a', 'kept', 'z']) await inside.putObject({ Bucket: 'lake', Key, Body: 'b' });
      const Objects = ['a', 'kept', 'z'].map((Key) => ({ Key }));
      const { Deleted, Errors } = await inside.deleteObjects({ Bucket: 'lake', Delete: { Objects, Quiet } });
      expect(Deleted?.map(({ Key }) => Key)).toEqual(Quiet ? undefined : ['a', 'z']);
      expect(Errors?.map(({ Key }) => Key)).toEqual(['kept']);
      expect(account.world.objects.keys('lake')).toEqual(['kept']);
    }
  });

  test('still shows where it is, for that is not denied', async () => {
    await expect(new S3(account.client).getBucketLocation({ Bucket: 'lake' })).resolves.toBeTruthy();
  });

  test('is told of in the words of S3', async () => {
    await expect(new S3(account.client).listObjectVersions({ Bucket: 'lake' })).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:iam::123456789012:user/rehearsal is not authorized to perform: s3:ListBucketVersions on resource: "arn:aws:s3:::lake" with an explicit deny in a resource-based policy',
    });
  });
});
