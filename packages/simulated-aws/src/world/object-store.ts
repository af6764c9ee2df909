/** One state of an object; a body of null is a mark that the object was deleted. */
export interface ObjectVersion {
  readonly key: string;
  /** `null` in a bucket that keeps no versions. */
  readonly versionId: string;
  readonly body: Uint8Array | null;
}

/**
 * Contents of buckets. A bucket is there when the world has an `AWS::S3::Bucket` of that name, and can be deleted when
 * it has no versions, marks included.
 */
export interface ObjectStore {
  /** In the place of the version of that id, or as the newest. */
  put(bucket: string, key: string, body: Uint8Array, versionId?: string): void;
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
  /** The same objects in a store of their own. */
  copy(): ObjectStore;
}

export function objectStore(present: ReadonlyMap<string, readonly ObjectVersion[]> = new Map()): ObjectStore {
  const buckets = new Map(present);
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
    put: (bucket, key, body, versionId = 'null') => add(bucket, { key, versionId, body }),
    get: (bucket, key, versionId) => newest(bucket, key, versionId)?.body ?? undefined,
    keys: (bucket) => names(bucket).filter((key) => newest(bucket, key)?.body != null),
    versions: (bucket) => names(bucket).flatMap((key) => of(bucket, key)),
    mark: (bucket, key, versionId) => add(bucket, { key, versionId, body: null }),
    remove: (bucket, key, versionId) => void buckets.set(bucket, without(bucket, key, versionId)),
    copy: () => objectStore(buckets),
  };
}
