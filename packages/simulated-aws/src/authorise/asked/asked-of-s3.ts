import type { Members } from '../../service/service.ts';
import type { JsonMap } from '../../world/resource-store.ts';
import { tagsIn } from '../../world/tags.ts';
import type { World } from '../../world/world.ts';
import { type AskedRight, type AskedRights, factsOf, regionalArn } from '../asked-right.ts';

/** Actions of buckets that are called otherwise than their operation (Service Authorization Reference, Amazon S3). */
const ofBuckets: Readonly<Record<string, string>> = {
  CreateBucket: 'CreateBucket',
  DeleteBucket: 'DeleteBucket',
  DeleteBucketPolicy: 'DeleteBucketPolicy',
  GetBucketEncryption: 'GetEncryptionConfiguration',
  GetBucketLocation: 'GetBucketLocation',
  GetBucketPolicy: 'GetBucketPolicy',
  GetBucketTagging: 'GetBucketTagging',
  GetBucketVersioning: 'GetBucketVersioning',
  HeadBucket: 'ListBucket',
  ListObjectVersions: 'ListBucketVersions',
  ListObjectsV2: 'ListBucket',
  PutBucketPolicy: 'PutBucketPolicy',
};

/** Rights that calls of S3 need; where the bucket's own key is used, the right to it as well. */
export const askedOfS3: AskedRights = {
  ListBuckets: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
  ...Object.fromEntries(
    Object.entries(ofBuckets).map(([operation, action]) => [
      operation,
      (input: Members, world: World) => [onBucket(`s3:${action}`, input, world)],
    ]),
  ),
  GetObject: (input, world) => [...reading(input, world), ...keyUse('kms:Decrypt', input, world)],
  HeadObject: (input, world) => [...reading(input, world), ...keyUse('kms:Decrypt', input, world)],
  PutObject: (input, world) => [
    onObject('s3:PutObject', input, world, writingFacts(input)),
    ...keyUse('kms:GenerateDataKey', input, world),
  ],
  DeleteObject: (input, world) => [onObject(deleting(input), input, world)],
  // Each object is judged by itself, and the answer tells of those that stay.
  DeleteObjects: () => [],
};

/** The right that deleting one of many objects needs. */
export function rightToDelete(bucket: unknown, object: Members, world: World): AskedRight {
  return onObject(deleting(object), { Bucket: bucket, Key: object.Key }, world);
}

function reading(input: Members, world: World): AskedRight[] {
  return [onObject(input.VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion', input, world)];
}

function deleting({ VersionId }: Members): string {
  return VersionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
}

function onBucket(action: string, input: Members, world: World): AskedRight {
  const { Prefix, Delimiter, MaxKeys } = input;
  const facts = factsOf({ 's3:prefix': Prefix, 's3:delimiter': Delimiter, 's3:max-keys': MaxKeys });
  return { action, resource: `arn:${world.partition}:s3:::${input.Bucket}`, facts };
}

/** IAM sees no tags of buckets here: they count only where somebody has switched that on. */
function onObject(action: string, { Bucket, Key }: Members, { partition }: World, facts = {}): AskedRight {
  return { action, resource: `arn:${partition}:s3:::${Bucket}/${Key}`, facts };
}

function writingFacts(input: Members) {
  return factsOf({
    's3:if-none-match': input.IfNoneMatch,
    's3:objectcreationoperation': true,
    's3:x-amz-server-side-encryption': input.ServerSideEncryption,
    's3:x-amz-server-side-encryption-aws-kms-key-id': input.SSEKMSKeyId,
    's3:x-amz-server-side-encryption-customer-algorithm': input.SSECustomerAlgorithm,
  });
}

/** S3 uses the key as the caller (AWS KMS Developer Guide, "How Amazon S3 uses AWS KMS"). */
function keyUse(action: string, { Bucket, Key, SSEKMSKeyId }: Members, world: World): AskedRight[] {
  const bucket = world.resources.get('AWS::S3::Bucket', String(Bucket));
  const named = SSEKMSKeyId ?? (bucket === undefined ? undefined : keyOf(bucket.properties));
  const id = String(named ?? '').replace(/^.*:key\//, '');
  const key = world.resources.get('AWS::KMS::Key', id);
  if (bucket === undefined || key === undefined) return [];
  const resource = regionalArn(world, 'kms', `key/${id}`);
  // With a bucket key the context is the bucket's ARN, and otherwise that of the object.
  const about = encryptionOf(bucket.properties)?.BucketKeyEnabled === true ? Bucket : `${Bucket}/${Key}`;
  const facts = { 'kms:EncryptionContext:aws:s3:arn': `arn:${world.partition}:s3:::${about}` };
  return [{ action, resource, via: 's3', tags: tagsIn(key.properties.Tags), facts }];
}

function keyOf(properties: JsonMap): unknown {
  return (encryptionOf(properties)?.ServerSideEncryptionByDefault as JsonMap | undefined)?.KMSMasterKeyID;
}

function encryptionOf({ BucketEncryption }: JsonMap): JsonMap | undefined {
  const rules = (BucketEncryption as JsonMap | undefined)?.ServerSideEncryptionConfiguration;
  return ((rules ?? []) as readonly JsonMap[])[0];
}
