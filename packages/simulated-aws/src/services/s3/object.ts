import { createHash } from 'node:crypto';
import { AwsFault, type Members } from '../../service/service.ts';
import type { ObjectAbout, ObjectVersion } from '../../world/object-store.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { bucketOf, versioningOf } from './bucket.ts';

/** A state of an object that has bytes. */
export type PresentVersion = ObjectVersion & { readonly body: Uint8Array };

const keptHeaders = ['CacheControl', 'ContentDisposition', 'ContentEncoding', 'ContentLanguage', 'ContentType'];

/** Everything in the input of a call that makes an object, beside its bytes. */
export function aboutIn(input: Members): ObjectAbout {
  const { Metadata: metadata = {}, Tagging: tags = '' } = input;
  const headers = keptHeaders.flatMap((name): [string, string][] => {
    // How the bytes came, not what they are.
    const text = String(input[name] ?? '').replace(/^aws-chunked,?/, '');
    return text === '' ? [] : [[name, text]];
  });
  return {
    headers: Object.fromEntries(headers),
    metadata: metadata as ObjectAbout['metadata'],
    tags: [...new URLSearchParams(String(tags))].map(([Key, Value]) => ({ Key, Value })),
  };
}

export function entityTag(body: Uint8Array, { entityTag: given }: Partial<ObjectAbout> = {}): string {
  return given ?? `"${createHash('md5').update(body).digest('hex')}"`;
}

/**
 * The object that an input names, in the version that it names, or the newest.
 *
 * @throws AwsFault where there is none, or it is not what the conditions of the call ask for
 */
export function objectOf(input: Members, world: World): PresentVersion {
  const key = String(input.Key);
  const versionId = versionIn(input);
  const { id } = bucketOf(input, world);
  const found = newestOf(id, key, versionId, world);
  if (found === undefined && versionId !== undefined)
    throw new AwsFault('NoSuchVersion', 'The specified version does not exist.', 404, { Key: key });
  if (found === undefined) throw new AwsFault('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
  const { IfMatch, IfNoneMatch } = input;
  const tag = entityTag(found.body, found.about);
  if (IfMatch !== undefined && quoted(IfMatch) !== tag) throw preconditionFailed('If-Match');
  if (IfNoneMatch !== undefined && quoted(IfNoneMatch) === tag) throw new AwsFault('NotModified', 'Not Modified', 304);
  return found;
}

/** Puts an object into its bucket, unless the conditions of the call are against it; gives what an answer tells of it. */
export function putNew(input: Members, body: Uint8Array, about: ObjectAbout, world: World): Members {
  const bucket = bucketOf(input, world);
  const key = String(input.Key);
  const there = newestOf(bucket.id, key, undefined, world);
  if (input.IfNoneMatch !== undefined && there !== undefined) throw preconditionFailed('If-None-Match');
  const { IfMatch } = input;
  if (IfMatch !== undefined && (there === undefined || quoted(IfMatch) !== entityTag(there.body, there.about)))
    throw preconditionFailed('If-Match');
  const versionId = newVersion(bucket, world);
  world.objects.put(bucket.id, key, body, versionId, about);
  return { ETag: entityTag(body, about), ...(versionId === 'null' ? {} : { VersionId: versionId }) };
}

export function newVersion(bucket: StoredResource, world: World): string {
  return versioningOf(bucket) === 'Enabled' ? world.newId('version') : 'null';
}

export function versionIn(input: Members): string | undefined {
  return typeof input.VersionId === 'string' ? input.VersionId : undefined;
}

/** The object that `x-amz-copy-source` names: `bucket/key`, perhaps with a version. */
export function sourceOf(input: Members, world: World): PresentVersion {
  const [path = '', version] = String(input.CopySource).split('?versionId=');
  const [, bucket = '', key = ''] = /^\/?([^/]+)\/(.+)$/.exec(decodeURIComponent(path)) ?? [];
  return objectOf({ Bucket: bucket, Key: key, ...(version === undefined ? {} : { VersionId: version }) }, world);
}

function newestOf(bucket: string, key: string, versionId: string | undefined, { objects }: World) {
  const newest = objects
    .versions(bucket)
    .find((one) => one.key === key && (versionId === undefined || one.versionId === versionId));
  return newest === undefined || newest.body === null ? undefined : { ...newest, body: newest.body };
}

function quoted(tag: unknown): string {
  return `"${String(tag).replaceAll('"', '')}"`;
}

function preconditionFailed(condition: string): AwsFault {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return new AwsFault('PreconditionFailed', message, 412, { Condition: condition });
}
