import { rightToDelete } from '../../authorise/asked/asked-of-s3.ts';
import { refusalOf } from '../../authorise/authorise.ts';
import { AwsFault, type CallerIdentity, type Members, type Operation } from '../../service/service.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { Tag } from '../../world/tags.ts';
import type { World } from '../../world/world.ts';
import { bucketOf, versioningOf } from './bucket.ts';
import {
  aboutIn,
  entityTag,
  newVersion,
  objectOf,
  type PresentVersion,
  putNew,
  sourceOf,
  versionIn,
} from './object.ts';

const putObject: Operation = (input, world) => putNew(input, bytesIn(input), aboutIn(input), world);

const getObject: Operation = (input, world) => {
  const found = objectOf(input, world);
  return { ...headOf(found, world), ...partOf(found.body, input.Range) };
};

const headObject: Operation = (input, world) => {
  const found = objectOf(input, world);
  const { Body: _, ...part } = partOf(found.body, input.Range);
  return { ...headOf(found, world), ...part };
};

/** With the tags and what else is known of the source, unless the call gives its own. */
const copyObject: Operation = (input, world) => {
  const { body, about } = sourceOf(input, world);
  const given = aboutIn(input);
  const { headers, metadata } = input.MetadataDirective === 'REPLACE' ? given : about;
  const { tags } = input.TaggingDirective === 'REPLACE' ? given : about;
  const { ETag, ...made } = putNew(input, body, { headers, metadata, tags }, world);
  return { ...made, CopyObjectResult: { ETag, LastModified: new Date(world.clock.nowMs()) } };
};

const deleteObject: Operation = (input, world) => {
  const bucket = bucketOf(input, world);
  return removeOne(bucket, { key: String(input.Key), versionId: versionIn(input) }, world);
};

/** What may not be deleted stays, and the answer, which is no failure, tells of it (S3 API Reference, "DeleteObjects"). */
const deleteObjects: Operation = (input, world, caller) => {
  const bucket = bucketOf(input, world);
  const { Objects = [], Quiet = false } = input.Delete as { Objects?: readonly Members[]; Quiet?: boolean };
  if (Objects.length > 1000 || Objects.length === 0)
    throw new AwsFault(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  const outcomes = Objects.map((object) => deleteOne(bucket, object, caller, world));
  const errors = outcomes.flatMap(({ error }) => error ?? []);
  const deleted = outcomes.flatMap((outcome) => outcome.deleted ?? []);
  return { ...(errors.length === 0 ? {} : { Errors: errors }), ...(Quiet ? {} : { Deleted: deleted }) };
};

interface DeleteOutcome {
  readonly deleted?: Members;
  readonly error?: Members;
}

function deleteOne(bucket: StoredResource, object: Members, caller: CallerIdentity, world: World): DeleteOutcome {
  const { Key, VersionId: asked } = object;
  const refusal = refusalOf([rightToDelete(bucket.id, object, world)], caller, 'rest-xml', world);
  if (refusal !== undefined) {
    const { code: Code, message: Message } = refusal;
    return { error: { Key, Code, Message, ...(asked === undefined ? {} : { VersionId: asked }) } };
  }
  const { VersionId, DeleteMarker } = removeOne(bucket, { key: String(Key), versionId: versionIn(object) }, world);
  return { deleted: { Key, ...(DeleteMarker ? { DeleteMarker, DeleteMarkerVersionId: VersionId } : { VersionId }) } };
}

const getObjectTagging: Operation = (input, world) => {
  const { about, versionId } = objectOf(input, world);
  return { TagSet: about.tags, ...(versionId === 'null' ? {} : { VersionId: versionId }) };
};

const changeTags =
  (tagsIn: (input: Members) => readonly Tag[]): Operation =>
  (input, world) => {
    const { key, body, about, versionId } = objectOf(input, world);
    world.objects.put(String(input.Bucket), key, body, versionId, { ...about, tags: tagsIn(input) });
    return versionId === 'null' ? {} : { VersionId: versionId };
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

export function bytesIn({ Body: body }: Members): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array();
}

function headOf({ body, about, versionId }: PresentVersion, world: World): Members {
  return {
    ...about.headers,
    AcceptRanges: 'bytes',
    ETag: entityTag(body, about),
    LastModified: new Date(world.clock.nowMs()),
    Metadata: about.metadata,
    ...(versionId === 'null' ? {} : { VersionId: versionId }),
  };
}

/** The bytes that a range such as `bytes=0-9` or `bytes=-5` asks for; all of them where nothing is asked for. */
function partOf(body: Uint8Array, range: unknown): Members & { readonly Body: Uint8Array } {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(String(range ?? '')) ?? [];
  if (first === '' && last === '') return { Body: body, ContentLength: body.byteLength };
  const start = first === '' ? Math.max(0, body.byteLength - Number(last)) : Number(first);
  const end = first === '' || last === '' ? body.byteLength : Math.min(body.byteLength, Number(last) + 1);
  if (start >= end)
    throw new AwsFault('InvalidRange', 'The requested range is not satisfiable', 416, {
      ActualObjectSize: body.byteLength,
    });
  const ContentRange = `bytes ${start}-${end - 1}/${body.byteLength}`;
  return { Body: body.subarray(start, end), ContentLength: end - start, ContentRange };
}

export const objectOperations: Readonly<Record<string, Operation>> = {
  CopyObject: copyObject,
  DeleteObject: deleteObject,
  DeleteObjectTagging: changeTags(() => []),
  DeleteObjects: deleteObjects,
  GetObject: getObject,
  GetObjectTagging: getObjectTagging,
  HeadObject: headObject,
  PutObject: putObject,
  PutObjectTagging: changeTags(({ Tagging }) => (Tagging as { readonly TagSet?: readonly Tag[] }).TagSet ?? []),
};
