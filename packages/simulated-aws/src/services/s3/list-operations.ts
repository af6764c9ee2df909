import type { Members, Operation } from '../../service/service.ts';
import { fewOnPage } from '../paged.ts';
import { bucketOf } from './bucket.ts';
import { entityTag } from './object-operations.ts';

/** Most keys that S3 lists when nobody asks for less. */
const mostKeys = 1000;

const listObjects: Operation = (input, world) => {
  const { id } = bucketOf(input, world);
  const {
    Prefix = '',
    Delimiter,
    MaxKeys = mostKeys,
  } = input as { Prefix?: string; Delimiter?: string; MaxKeys?: number };
  const after = String(input.ContinuationToken ?? input.StartAfter ?? '');
  const rolled = world.objects
    .keys(id)
    .filter((key) => key.startsWith(Prefix))
    .map((key) => rollUp(key, Prefix, Delimiter));
  const names = [...new Set(rolled)].filter((name) => name > after);
  const page = names.slice(0, Math.min(MaxKeys, fewOnPage));
  const isFolder = (name: string) =>
    Delimiter !== undefined && name.endsWith(Delimiter) && world.objects.get(id, name) === undefined;
  const listed = page.filter((name) => !isFolder(name));
  return {
    Name: id,
    Prefix,
    MaxKeys,
    KeyCount: page.length,
    ...pageEnd(names.length > page.length, { NextContinuationToken: page.at(-1) }),
    Contents: listed.map((key) => ({ Key: key, ...describe(world.objects.get(id, key), world.clock.nowMs()) })),
    CommonPrefixes: page.filter(isFolder).map((name) => ({ Prefix: name })),
  };
};

const listObjectVersions: Operation = (input, world) => {
  const { id } = bucketOf(input, world);
  const { Prefix = '', MaxKeys = mostKeys } = input as { Prefix?: string; MaxKeys?: number };
  const all = world.objects.versions(id).filter(({ key }) => key.startsWith(Prefix));
  const marked = all.findIndex(({ key, versionId }) => key === input.KeyMarker && versionId === input.VersionIdMarker);
  const page = all.slice(marked + 1, marked + 1 + Math.min(MaxKeys, fewOnPage));
  const last = page.at(-1);
  const told = page.map(({ key, versionId, body }) => ({
    body,
    entry: {
      Key: key,
      VersionId: versionId,
      IsLatest: all.find((version) => version.key === key)?.versionId === versionId,
      ...describe(body ?? undefined, world.clock.nowMs()),
    },
  }));
  return {
    Name: id,
    Prefix,
    MaxKeys,
    ...pageEnd(last !== all.at(-1), { NextKeyMarker: last?.key, NextVersionIdMarker: last?.versionId }),
    Versions: told.filter(({ body }) => body !== null).map(({ entry }) => entry),
    DeleteMarkers: told.filter(({ body }) => body === null).map(({ entry }) => entry),
  };
};

/** A key as it is listed: up to the first delimiter after the prefix, if it has one. */
function rollUp(key: string, prefix: string, delimiter: string | undefined): string {
  const end = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length);
  return end === -1 || delimiter === undefined ? key : key.slice(0, end + delimiter.length);
}

function pageEnd(hasMore: boolean, next: Members): Members {
  return hasMore ? { IsTruncated: true, ...next } : { IsTruncated: false };
}

function describe(body: Uint8Array | undefined, nowMs: number): Members {
  const modified = { LastModified: new Date(nowMs) };
  return body === undefined ? modified : { ...modified, Size: body.byteLength, ETag: entityTag(body) };
}

export const listOperations: Readonly<Record<string, Operation>> = {
  ListObjectVersions: listObjectVersions,
  ListObjectsV2: listObjects,
};
