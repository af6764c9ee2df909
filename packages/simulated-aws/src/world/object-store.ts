import type { Tag } from './tags.ts';

/** What is known of an object beside its bytes. */
export interface ObjectAbout {
  /** Headers that it was put with and that come back with it, by the name of their member, such as `ContentType`. */
  readonly headers: Readonly<Record<string, string>>;
  /** By name, without the beginning `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: readonly Tag[];
  /** Its entity tag where that is not made of its bytes: it came in parts. */
  readonly entityTag?: string;
}

const nothingKnown: ObjectAbout = { headers: {}, metadata: {}, tags: [] };

/** One state of an object; a body of null is a mark that the object was deleted. */
export interface ObjectVersion {
  readonly key: string;
  /** `null` in a bucket that keeps no versions. */
  readonly versionId: string;
  readonly body: Uint8Array | null;
  readonly about: ObjectAbout;
}

/** An object that is coming in parts. */
export interface PartialUpload {
  readonly bucket: string;
  readonly key: string;
  readonly startedMs: number;
  readonly about: ObjectAbout;
  /** By number. */
  readonly parts: ReadonlyMap<number, Uint8Array>;
}

/**
 * Contents of buckets. A bucket is there when the world has an `AWS::S3::Bucket` of that name, and can be deleted when
 * it has no versions, marks included.
 */
export interface ObjectStore {
  /** In the place of the version of that id, or as the newest. */
  put(bucket: string, key: string, body: Uint8Array, versionId?: string, about?: ObjectAbout): void;
  /** The newest, or that of an id; undefined: there is none, or it is marked as deleted. */
  get(bucket: string, key: string, versionId?: string): Uint8Array | undefined;
  /** Keys in order, without those that are marked as deleted; empty for a bucket without any. */
  keys(bucket: string): readonly string[];
  /** Everything, in order of keys, the newest version of a key first. */
  versions(bucket: string): readonly ObjectVersion[];
  /** Mark an object as deleted and keep its versions. */
  mark(bucket: string, key: string, versionId: string): void;
  /** For good: one version, or all of a key. */
  remove(bucket: string, key: string, versionId?: string): void;
  /** Uploads in parts that are under way, by id. */
  readonly uploads: Map<string, PartialUpload>;
  /** The same objects in a store of their own. */
  copy(): ObjectStore;
}

export function objectStore(
  present: ReadonlyMap<string, readonly ObjectVersion[]> = new Map(),
  uploads: ReadonlyMap<string, PartialUpload> = new Map(),
): ObjectStore {
  const buckets = new Map(present);
  const uploading = new Map(uploads);
  const all = (bucket: string) => buckets.get(bucket) ?? [];
  const of = (bucket: string, key: string) => all(bucket).filter((version) => version.key === key);
  const without = (bucket: string, key: string, versionId?: string) =>
    all(bucket).filter((one) => one.key !== key || (versionId !== undefined && one.versionId !== versionId));
  const add = (bucket: string, version: ObjectVersion) =>
    void buckets.set(bucket, [version, ...without(bucket, version.key, version.versionId)]);
  const newest = (bucket: string, key: string, versionId?: string) =>
    of(bucket, key).find((version) => versionId === undefined || version.versionId === versionId);
  const names = (bucket: string) => [...new Set(all(bucket).map(({ key }) => key))].toSorted();
  return {
    put: (bucket, key, body, versionId = 'null', about = nothingKnown) => add(bucket, { key, versionId, body, about }),
    get: (bucket, key, versionId) => newest(bucket, key, versionId)?.body ?? undefined,
    keys: (bucket) => names(bucket).filter((key) => newest(bucket, key)?.body != null),
    versions: (bucket) => names(bucket).flatMap((key) => of(bucket, key)),
    mark: (bucket, key, versionId) => add(bucket, { key, versionId, body: null, about: nothingKnown }),
    remove: (bucket, key, versionId) => void buckets.set(bucket, without(bucket, key, versionId)),
    uploads: uploading,
    copy: () => objectStore(buckets, uploading),
  };
}
