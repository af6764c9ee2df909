import { createHash } from 'node:crypto';
import { AwsFault, type Members, type Operation } from '../../service/service.ts';
import type { PartialUpload } from '../../world/object-store.ts';
import type { World } from '../../world/world.ts';
import { bucketOf } from './bucket.ts';
import { aboutIn, entityTag, putNew, sourceOf } from './object.ts';
import { bytesIn } from './object-operations.ts';

/** Fewest bytes of a part that is not the last. */
const smallestPartBytes = 5 * 1024 * 1024;

const create: Operation = (input, world) => {
  const { id } = bucketOf(input, world);
  const UploadId = world.newId('upload');
  const startedMs = world.clock.nowMs();
  const upload = { bucket: id, key: String(input.Key), startedMs, about: aboutIn(input), parts: new Map() };
  world.objects.uploads.set(UploadId, upload);
  return { Bucket: id, Key: input.Key, UploadId };
};

const uploadPart: Operation = (input, world) => ({ ETag: putPart(input, bytesIn(input), world) });

const uploadPartCopy: Operation = (input, world) => {
  const ETag = putPart(input, sourceOf(input, world).body, world);
  return { CopyPartResult: { ETag, LastModified: new Date(world.clock.nowMs()) } };
};

const complete: Operation = (input, world) => {
  const upload = uploadOf(input, world);
  const { Parts: asked = [] } = (input.MultipartUpload ?? {}) as { readonly Parts?: readonly Members[] };
  const bodies = asked.map((part) => partOf(upload, part));
  const numbers = asked.map(({ PartNumber }) => Number(PartNumber));
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0)))
    throw new AwsFault('InvalidPartOrder', 'The list of parts was not in ascending order.');
  if (bodies.slice(0, -1).some(({ byteLength }) => byteLength < smallestPartBytes))
    throw new AwsFault('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  const sums = bodies.map((body) => createHash('md5').update(body).digest());
  const whole = `"${createHash('md5').update(Buffer.concat(sums)).digest('hex')}-${sums.length}"`;
  const about = { ...upload.about, entityTag: whole };
  const made = putNew(input, Buffer.concat(bodies), about, world);
  world.objects.uploads.delete(String(input.UploadId));
  return { Bucket: upload.bucket, Key: upload.key, Location: `/${upload.bucket}/${upload.key}`, ...made };
};

const abort: Operation = (input, world) => {
  uploadOf(input, world);
  world.objects.uploads.delete(String(input.UploadId));
  return {};
};

const listParts: Operation = (input, world) => {
  const { bucket, key, parts } = uploadOf(input, world);
  const listed = [...parts].toSorted(([left], [right]) => left - right);
  return {
    ...{ Bucket: bucket, Key: key, UploadId: input.UploadId, IsTruncated: false },
    Parts: listed.map(([PartNumber, body]) => ({ PartNumber, ETag: entityTag(body), Size: body.byteLength })),
  };
};

const listUploads: Operation = (input, world) => {
  const { id } = bucketOf(input, world);
  const under = [...world.objects.uploads].filter(([, { bucket }]) => bucket === id);
  return {
    ...{ Bucket: id, IsTruncated: false },
    Uploads: under.map(([UploadId, { key, startedMs }]) => ({
      ...{ UploadId, Key: key, Initiated: new Date(startedMs) },
    })),
  };
};

function putPart(input: Members, body: Uint8Array, world: World): string {
  const upload = uploadOf(input, world);
  const parts = new Map(upload.parts).set(Number(input.PartNumber), body);
  world.objects.uploads.set(String(input.UploadId), { ...upload, parts });
  return entityTag(body);
}

function uploadOf(input: Members, world: World): PartialUpload {
  const { id } = bucketOf(input, world);
  const upload = world.objects.uploads.get(String(input.UploadId));
  if (upload !== undefined && upload.bucket === id && upload.key === input.Key) return upload;
  const message =
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
  throw new AwsFault('NoSuchUpload', message, 404, { UploadId: String(input.UploadId) });
}

function partOf({ parts }: PartialUpload, { PartNumber, ETag }: Members): Uint8Array {
  const body = parts.get(Number(PartNumber));
  if (body !== undefined && entityTag(body).replaceAll('"', '') === String(ETag).replaceAll('"', '')) return body;
  const message =
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.";
  throw new AwsFault('InvalidPart', message);
}

/** Objects that come in parts. */
export const uploadOperations: Readonly<Record<string, Operation>> = {
  AbortMultipartUpload: abort,
  CompleteMultipartUpload: complete,
  CreateMultipartUpload: create,
  ListMultipartUploads: listUploads,
  ListParts: listParts,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
};
