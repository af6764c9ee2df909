import { Readable } from 'node:stream';
import { S3 } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Account, openAccount } from '../simulated-account/open-account.ts';
import { has } from './has.ts';

let account: Account;
let s3: S3;
beforeEach(async () => {
  account = await openAccount();
  s3 = new S3(account.client);
});
afterEach(() => account.close());

const plain = 'plain';
const versioned = 'versioned';

beforeEach(() => {
  has(account.world, 'AWS::S3::Bucket', plain);
  has(account.world, 'AWS::S3::Bucket', versioned, { VersioningConfiguration: { Status: 'Enabled' } });
});

async function put(Bucket: string, ...keys: readonly string[]) {
  for (const Key of keys) await s3.putObject({ Bucket, Key, Body: `body of ${Key}` });
}

describe('objects', () => {
  const bodies: Readonly<Record<string, string | Uint8Array>> = {
    text: 'grüße, <world> & all',
    nothing: new Uint8Array(),
    bytes: new Uint8Array([0, 255, 13, 10, 0]),
    'many bytes': new Uint8Array(300_000).fill(7),
  };
  test.each(Object.entries(bodies))('%s comes back as it was put', async (_, body) => {
    const Key = 'folder/a b+c%20ü';
    await s3.putObject({ Bucket: plain, Key, Body: body });
    const got = await s3.getObject({ Bucket: plain, Key });
    const back = Buffer.from((await got.Body?.transformToByteArray()) ?? 'no body');
    expect(back.equals(Buffer.from(body))).toBe(true);
    await expect(s3.headObject({ Bucket: plain, Key })).resolves.toMatchObject({
      ContentLength: Buffer.byteLength(body),
    });
    expect(account.world.objects.keys(plain)).toEqual([Key]);
  });

  test('a body sent as a stream is stored without the chunks and checksums around it', async () => {
    const stream = Readable.from([Buffer.from('first '), Buffer.from('second')]);
    await s3.putObject({ Bucket: plain, Key: 'k', Body: stream, ContentLength: 12 });
    expect(Buffer.from(account.world.objects.get(plain, 'k') ?? []).toString()).toBe('first second');
  });

  const refusals: readonly [string, () => Promise<object>, string][] = [
    ['get what is not there', () => s3.getObject({ Bucket: plain, Key: 'none' }), 'NoSuchKey'],
    ['head what is not there', () => s3.headObject({ Bucket: plain, Key: 'none' }), 'NotFound'],
    ['put into no bucket', () => s3.putObject({ Bucket: 'none', Key: 'k', Body: 'b' }), 'NoSuchBucket'],
    ['list no bucket', () => s3.listObjectsV2({ Bucket: 'none' }), 'NoSuchBucket'],
    ['head no bucket', () => s3.headBucket({ Bucket: 'none' }), 'NotFound'],
    ['delete no bucket', () => s3.deleteBucket({ Bucket: 'none' }), 'NoSuchBucket'],
    ['create it twice', () => s3.createBucket({ Bucket: plain }), 'BucketAlreadyOwnedByYou'],
    ['tags of what has none', () => s3.getBucketTagging({ Bucket: plain }), 'NoSuchTagSet'],
  ];
  test.each(refusals)('%s: refused', async (_, call, name) => {
    await expect(call()).rejects.toMatchObject({ name });
  });

  test('more than a thousand deletions in one call are refused', async () => {
    const Objects = Array.from({ length: 1001 }, (_, number) => ({ Key: `${number}` }));
    await expect(s3.deleteObjects({ Bucket: plain, Delete: { Objects } })).rejects.toMatchObject({
      name: 'MalformedXML',
    });
  });
});

describe('lists', () => {
  test('pages in the order of keys, each once', async () => {
    await put(plain, 'c', 'a', 'b');
    const first = await s3.listObjectsV2({ Bucket: plain, MaxKeys: 2 });
    const second = await s3.listObjectsV2({ Bucket: plain, ContinuationToken: first.NextContinuationToken });
    expect([first.IsTruncated, second.IsTruncated]).toEqual([true, false]);
    expect([...(first.Contents ?? []), ...(second.Contents ?? [])].map(({ Key }) => Key)).toEqual(['a', 'b', 'c']);
  });

  test('a prefix and a delimiter show folders', async () => {
    await put(plain, 'p/x/1', 'p/x/2', 'p/y', 'q');
    await expect(s3.listObjectsV2({ Bucket: plain, Prefix: 'p/', Delimiter: '/' })).resolves.toMatchObject({
      Contents: [{ Key: 'p/y', Size: 11 }],
      CommonPrefixes: [{ Prefix: 'p/x/' }],
    });
  });

  test('versions and marks of deletion page too', async () => {
    await put(versioned, 'a', 'a', 'b');
    await s3.deleteObject({ Bucket: versioned, Key: 'a' });
    const seen: string[] = [];
    let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
    do {
      const page = await s3.listObjectVersions({ Bucket: versioned, MaxKeys: 1, ...next });
      for (const { Key, IsLatest } of page.Versions ?? []) seen.push(`${Key} ${IsLatest}`);
      for (const { Key, IsLatest } of page.DeleteMarkers ?? []) seen.push(`mark ${Key} ${IsLatest}`);
      next = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : {};
    } while (next.KeyMarker !== undefined);
    expect(seen).toEqual(['mark a true', 'a false', 'a false', 'b true']);
  });
});

describe('deleting a bucket', () => {
  const notEmpty = { name: 'BucketNotEmpty', $metadata: { httpStatusCode: 409 } };

  test('works when it is empty, and takes its policy along', async () => {
    has(account.world, 'AWS::S3::BucketPolicy', plain);
    await s3.deleteBucket({ Bucket: plain });
    expect(account.world.resources.list().map(({ id }) => id)).toEqual([versioned]);
  });

  test('is refused while it has objects', async () => {
    await put(plain, 'a', 'b');
    await expect(s3.deleteBucket({ Bucket: plain })).rejects.toMatchObject(notEmpty);
    const { Deleted } = await s3.deleteObjects({ Bucket: plain, Delete: { Objects: [{ Key: 'a' }, { Key: 'b' }] } });
    expect(Deleted).toHaveLength(2);
    await s3.deleteBucket({ Bucket: plain });
  });

  test('is refused while it has versions, although no object is seen any more', async () => {
    await put(versioned, 'a');
    await s3.deleteObjects({ Bucket: versioned, Delete: { Objects: [{ Key: 'a' }] } });
    expect((await s3.listObjectsV2({ Bucket: versioned })).KeyCount).toBe(0);
    await expect(s3.getObject({ Bucket: versioned, Key: 'a' })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(s3.deleteBucket({ Bucket: versioned })).rejects.toMatchObject(notEmpty);
    const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket: versioned });
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key = '', VersionId }) => ({ Key, VersionId }));
    await s3.deleteObjects({ Bucket: versioned, Delete: { Objects } });
    await s3.deleteBucket({ Bucket: versioned });
  });
});

test('a bucket tells its place, versions, encryption and tags', async () => {
  const ServerSideEncryptionConfiguration = [
    { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'key-1' }, BucketKeyEnabled: true },
  ];
  has(account.world, 'AWS::S3::Bucket', 'full', {
    BucketEncryption: { ServerSideEncryptionConfiguration },
    Tags: [{ Key: 'k', Value: 'v' }],
  });
  const Bucket = 'full';
  expect((await s3.getBucketLocation({ Bucket })).LocationConstraint).toBe('eu-central-1');
  expect((await s3.getBucketVersioning({ Bucket: versioned })).Status).toBe('Enabled');
  expect((await s3.getBucketVersioning({ Bucket })).Status).toBeUndefined();
  expect((await s3.getBucketTagging({ Bucket })).TagSet).toEqual([{ Key: 'k', Value: 'v' }]);
  await expect(s3.getBucketEncryption({ Bucket })).resolves.toMatchObject({
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'key-1' },
          BucketKeyEnabled: true,
        },
      ],
    },
  });
  expect((await s3.listBuckets({})).Buckets?.map(({ Name }) => Name)).toEqual(['full', plain, versioned]);
});
