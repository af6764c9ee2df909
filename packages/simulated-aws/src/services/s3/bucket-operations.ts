import { isBucketName } from '../../kinds/bucket-name.ts';
import { checkQuota } from '../../kinds/quota.ts';
import { AwsFault, type Members, type Operation } from '../../service/service.ts';
import type { JsonMap, WireJson } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { bucketOf, bucketType, versioningOf } from './bucket.ts';

const createBucket: Operation = (input, world) => {
  const name = String(input.Bucket);
  if (!isBucketName(name))
    throw new AwsFault('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName: name });
  checkPlace(input, world);
  if (world.resources.get(bucketType, name) !== undefined) {
    // The oldest region takes it for done.
    if (world.region === 'us-east-1') return { Location: `/${name}` };
    const message = 'Your previous request to create the named bucket succeeded and you already own it.';
    throw new AwsFault('BucketAlreadyOwnedByYou', message, 409, { BucketName: name });
  }
  checkQuota(world, bucketType);
  world.resources.put({
    type: bucketType,
    id: name,
    properties: { BucketName: name },
    attributes: { Arn: `arn:${world.partition}:s3:::${name}` },
    stack: null,
    logicalId: null,
    createdMs: world.clock.nowMs(),
    status: null,
    madeBy: null,
  });
  return { Location: `/${name}` };
};

const deleteBucket: Operation = (input, world) => {
  const { id } = bucketOf(input, world);
  if (world.objects.versions(id).length > 0) {
    const message = 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.';
    throw new AwsFault('BucketNotEmpty', message, 409, { BucketName: id });
  }
  world.resources.remove('AWS::S3::BucketPolicy', id);
  world.resources.remove(bucketType, id);
  return {};
};

const headBucket: Operation = (input, world) => {
  bucketOf(input, world);
  return { BucketRegion: world.region };
};

const listBuckets: Operation = ({ Prefix = '' }, world) => ({
  Buckets: world.resources
    .list(bucketType)
    .filter(({ id }) => id.startsWith(String(Prefix)))
    .map(({ id, createdMs }) => ({ Name: id, CreationDate: new Date(createdMs) }))
    .toSorted((left, right) => (left.Name < right.Name ? -1 : 1)),
  Owner: { ID: world.account },
});

/** S3 gives no word for us-east-1. */
const getBucketLocation: Operation = (input, world) => {
  bucketOf(input, world);
  return world.region === 'us-east-1' ? {} : { LocationConstraint: world.region };
};

const getBucketVersioning: Operation = (input, world) => {
  const status = versioningOf(bucketOf(input, world));
  return status === undefined ? {} : { Status: status };
};

const putBucketVersioning: Operation = (input, world) => {
  const bucket = bucketOf(input, world);
  const { Status = 'Suspended' } = input.VersioningConfiguration as { readonly Status?: string };
  world.resources.put({ ...bucket, properties: { ...bucket.properties, VersioningConfiguration: { Status } } });
  return {};
};

/** Every bucket is encrypted: with S3's own keys if nothing else was asked for. */
const getBucketEncryption: Operation = (input, world) => {
  const asked = bucketOf(input, world).properties.BucketEncryption as JsonMap | undefined;
  const rules = (asked?.ServerSideEncryptionConfiguration ?? [
    { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
  ]) as readonly JsonMap[];
  return {
    ServerSideEncryptionConfiguration: {
      Rules: rules.map(({ ServerSideEncryptionByDefault, BucketKeyEnabled = false }) => ({
        ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault,
        BucketKeyEnabled,
      })),
    },
  };
};

const getBucketTagging: Operation = (input, world) => {
  const tags = (bucketOf(input, world).properties.Tags ?? []) as readonly WireJson[];
  if (tags.length === 0) throw new AwsFault('NoSuchTagSet', 'The TagSet does not exist', 404);
  return { TagSet: tags };
};

const changeBucketTags =
  (tagsIn: (input: Members) => WireJson): Operation =>
  (input, world) => {
    const bucket = bucketOf(input, world);
    world.resources.put({ ...bucket, properties: { ...bucket.properties, Tags: tagsIn(input) } });
    return {};
  };

/** Buckets are made where the call arrives, which has to say so everywhere but in the oldest region. */
function checkPlace({ CreateBucketConfiguration: configuration }: Members, { region }: World): void {
  const { LocationConstraint: place } = (configuration ?? {}) as { readonly LocationConstraint?: string };
  if (place === (region === 'us-east-1' ? undefined : region)) return;
  const message = `The ${place ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  throw new AwsFault('IllegalLocationConstraintException', message);
}

export const bucketOperations: Readonly<Record<string, Operation>> = {
  CreateBucket: createBucket,
  DeleteBucket: deleteBucket,
  DeleteBucketTagging: changeBucketTags(() => []),
  GetBucketEncryption: getBucketEncryption,
  GetBucketLocation: getBucketLocation,
  GetBucketTagging: getBucketTagging,
  GetBucketVersioning: getBucketVersioning,
  HeadBucket: headBucket,
  ListBuckets: listBuckets,
  PutBucketTagging: changeBucketTags(({ Tagging }) => (Tagging as { readonly TagSet: WireJson }).TagSet),
  PutBucketVersioning: putBucketVersioning,
};
