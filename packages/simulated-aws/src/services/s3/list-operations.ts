import { AwsFault, type Members, type Operation } from '../../service/service.ts';
import type { ObjectVersion } from '../../world/object-store.ts';
import type { World } from '../../world/world.ts';
import { fewOnPage } from '../paged.ts';
import { bucketOf } from './bucket.ts';
import { entityTag } from './object.ts';

/** Most keys that S3 lists when nobody asks for less. */
const mostKeys = 1000;

interface Asked {
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly MaxKeys?: number;
  readonly EncodingType?: string;
}

const listObjects: Operation = (input, world) => {
  const after = String(input.ContinuationToken ?? input.StartAfter ?? '');
  const { page, next, ...told } = keysAfter(input, after, world);
  return { ...told, KeyCount: page, ...pageEnd(next !== undefined, { NextContinuationToken: next }) };
};

/** The older way, which says where to go on only where there is a delimiter. */
const listObjectsFirst: Operation = (input, world) => {
  const { page: _, next, ...told } = keysAfter(input, String(input.Marker ?? ''), world);
  const { Delimiter } = input as Asked;
  return {
    ...told,
    Marker: String(input.Marker ?? ''),
    ...pageEnd(next !== undefined, Delimiter === undefined ? {} : { NextMarker: next }),
  };
};

/** A page of keys and folders in the order of names. */
function keysAfter(input: Members, after: string, world: World): Members & { readonly next: string | undefined } {
  const { id } = bucketOf(input, world);
  const { Prefix = '', Delimiter, MaxKeys = mostKeys, EncodingType } = input as Asked;
  const text = encoderOf(EncodingType);
  const newest = new Map(
    world.objects
      .versions(id)
      .toReversed()
      .map((version) => [version.key, version]),
  );
  const rolled = world.objects
    .keys(id)
    .filter((key) => key.startsWith(Prefix))
    .map((key) => rollUp(key, Prefix, Delimiter));
  const names = [...new Set(rolled)].filter((name) => name > after);
  const page = names.slice(0, Math.min(MaxKeys, fewOnPage));
  const isFolder = (name: string) =>
    Delimiter !== undefined && name.endsWith(Delimiter) && rolled.includes(name) && name.length > Prefix.length;
  return {
    ...{ Name: id, Prefix: text(Prefix), MaxKeys, page: page.length },
    ...(EncodingType === undefined ? {} : { EncodingType }),
    ...(Delimiter === undefined ? {} : { Delimiter: text(Delimiter) }),
    Contents: page
      .filter((name) => !isFolder(name))
      .map((key) => ({ Key: text(key), ...describe(newest.get(key), world.clock.nowMs()) })),
    CommonPrefixes: page.filter(isFolder).map((name) => ({ Prefix: text(name) })),
    next: names.length > page.length ? page.at(-1) : undefined,
  };
}

const listObjectVersions: Operation = (input, world) => {
  const { id } = bucketOf(input, world);
  const { Prefix = '', Delimiter, MaxKeys = mostKeys, EncodingType } = input as Asked;
  const text = encoderOf(EncodingType);
  const all = world.objects.versions(id).filter(({ key }) => key.startsWith(Prefix));
  const shown = all.filter(({ key }) => rollUp(key, Prefix, Delimiter) === key);
  const folders = all
    .map(({ key }) => rollUp(key, Prefix, Delimiter))
    .filter((name) => !shown.some(({ key }) => key === name));
  const marked = shown.findLastIndex(
    ({ key, versionId }) => key === input.KeyMarker && (versionId === input.VersionIdMarker || !input.VersionIdMarker),
  );
  const page = shown.slice(marked + 1, marked + 1 + Math.min(MaxKeys, fewOnPage));
  const last = page.at(-1);
  const entry = (version: ObjectVersion) => ({
    Key: text(version.key),
    VersionId: version.versionId,
    IsLatest: all.find(({ key }) => key === version.key) === version,
    ...describe(version, world.clock.nowMs()),
  });
  return {
    ...{ Name: id, Prefix: text(Prefix), MaxKeys },
    ...(EncodingType === undefined ? {} : { EncodingType }),
    ...pageEnd(last !== shown.at(-1), {
      NextKeyMarker: text(last?.key ?? ''),
      NextVersionIdMarker: last?.versionId,
    }),
    CommonPrefixes: [...new Set(folders)].map((name) => ({ Prefix: text(name) })),
    Versions: page.filter(({ body }) => body !== null).map(entry),
    DeleteMarkers: page.filter(({ body }) => body === null).map(entry),
  };
};

/** Keys may hold what XML cannot: clients ask for them as in the query of an address. */
function encoderOf(encoding: string | undefined): (text: string) => string {
  if (encoding === undefined) return (text) => text;
  if (encoding !== 'url') throw new AwsFault('InvalidArgument', 'Invalid Encoding Method specified in Request');
  return (text) => encodeURIComponent(text).replaceAll('%2F', '/');
}

/** A key as it is listed: up to the first delimiter after the prefix, if it has one. */
function rollUp(key: string, prefix: string, delimiter: string | undefined): string {
  const end = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length);
  return end === -1 || delimiter === undefined ? key : key.slice(0, end + delimiter.length);
}

function pageEnd(hasMore: boolean, next: Members): Members {
  return hasMore ? { IsTruncated: true, ...next } : { IsTruncated: false };
}

function describe(version: ObjectVersion | undefined, nowMs: number): Members {
  const modified = { LastModified: new Date(nowMs) };
  if (version === undefined || version.body === null) return modified;
  return {
    ...modified,
    Size: version.body.byteLength,
    ETag: entityTag(version.body, version.about),
    StorageClass: 'STANDARD',
  };
}

export const listOperations: Readonly<Record<string, Operation>> = {
  ListObjectVersions: listObjectVersions,
  ListObjects: listObjectsFirst,
  ListObjectsV2: listObjects,
};
