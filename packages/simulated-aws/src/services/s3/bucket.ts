import { AwsFault, type Members } from '../../service/service.ts';
import type { JsonMap, StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';

export const bucketType = 'AWS::S3::Bucket';

/** The bucket that an input names, or S3's refusal. */
export function bucketOf(input: Members, world: World): StoredResource {
  const name = String(input.Bucket);
  const bucket = world.resources.get(bucketType, name);
  if (bucket === undefined) {
    throw new AwsFault('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name });
  }
  return bucket;
}

export function versioningOf(bucket: StoredResource): 'Enabled' | 'Suspended' | undefined {
  const status = (bucket.properties.VersioningConfiguration as JsonMap | undefined)?.Status;
  return status === 'Enabled' || status === 'Suspended' ? status : undefined;
}
