import { createHash } from 'node:crypto';
import { AwsFault, type Members, type Operation } from '../../service/service.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { bucketOf, versioningOf } from './bucket.ts';

export function entityTag(body: Uint8Array): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

const putObject: Operation = (input, world) => {
  const bucket = bucketOf(input, world);
  const body = input.Body instanceof Uint8Array ? input.Body : new Uint8Array();
  const versionId = newVersion(bucket, world);
  world.objects.put(bucket.id, String(input.Key), body, versionId);
  return { ETag: entityTag(body), ...(versionId === 'null' ? {} : { VersionId: versionId }) };
};

const getObject: Operation = (input, world) => {
  const body = bodyOf(input, world);
  return { ...headOf(body, world), Body: body };
};

const headObject: Operation = (input, world) => headOf(bodyOf(input, world), world);

const deleteObject: Operation = (input, world) => {
  const bucket = bucketOf(input, world);
  return removeOne(bucket, { key: String(input.Key), versionId: versionIn(input) }, world);
};

const deleteObjects: Operation = (input, world) => {
  const bucket = bucketOf(input, world);
  const { Objects = [], Quiet = false } = input.Delete as { Objects?: readonly Members[]; Quiet?: boolean };
  if (Objects.length > 1000) throw new AwsFault('MalformedXML', 'At most 1000 objects can be deleted in one request');
  const deleted = Objects.map((object) => {
    const { VersionId, DeleteMarker } = removeOne(
      bucket,
      { key: String(object.Key), versionId: versionIn(object) },
      world,
    );
    return { Key: object.Key, ...(DeleteMarker ? { DeleteMarker, DeleteMarkerVersionId: VersionId } : { VersionId }) };
  });
  return Quiet ? {} : { Deleted: deleted };
};

/** Without an id, a bucket that keeps versions only marks the object as deleted. */
function removeOne(
  bucket: StoredResource,
  { key, versionId }: { readonly key: string; readonly versionId: string | undefined },
  world: World,
): Members {
  if (versionId !== undefined || versioningOf(bucket) === undefined) {
    world.objects.remove(bucket.id, key, versionId);
    return versionId === undefined ? {} : { VersionId: versionId };
  }
  const mark = newVersion(bucket, world);
  world.objects.mark(bucket.id, key, mark);
  return { DeleteMarker: true, VersionId: mark };
}

function newVersion(bucket: StoredResource, world: World): string {
  return versioningOf(bucket) === 'Enabled' ? world.newId('version') : 'null';
}

function versionIn(input: Members): string | undefined {
  return typeof input.VersionId === 'string' ? input.VersionId : undefined;
}

function bodyOf(input: Members, world: World): Uint8Array {
  const key = String(input.Key);
  const body = world.objects.get(bucketOf(input, world).id, key, versionIn(input));
  if (body === undefined) throw new AwsFault('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
  return body;
}

function headOf(body: Uint8Array, world: World): Members {
  return { ContentLength: body.byteLength, ETag: entityTag(body), LastModified: new Date(world.clock.nowMs()) };
}

export const objectOperations: Readonly<Record<string, Operation>> = {
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  GetObject: getObject,
  HeadObject: headObject,
  PutObject: putObject,
};
