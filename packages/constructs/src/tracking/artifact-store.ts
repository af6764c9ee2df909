import { Token } from 'aws-cdk-lib';

/** Where runs keep their files and models. */
export interface ArtifactStore {
  /** Bucket of this account. */
  readonly bucketName: string;
  /**
   * Begins with "/" and does not end with it: `/mlflow`; `/` alone is the whole bucket.
   *
   * @default '/'
   */
  readonly prefix?: string;
  /**
   * Key of the bucket.
   *
   * @default - the bucket is not encrypted with a key of the account
   */
  readonly kmsKeyArn?: string;
}

/**
 * Address of the store, such as `s3://acme-artifacts/mlflow`.
 *
 * @throws Error for a prefix that would run into the bucket's name, or name another folder than it seems to.
 */
export function artifactStoreUri(store: ArtifactStore): string {
  return `s3://${store.bucketName}${folderOf(store)}`;
}

/** The prefix without an ending slash: empty for the whole bucket. */
export function folderOf({ prefix = '/' }: ArtifactStore): string {
  if (Token.isUnresolved(prefix) || prefix === '/') return prefix === '/' ? '' : prefix;
  if (/^(\/[\w!.'()-]+)+$/.test(prefix) && !/\/\.\.?(\/|$)/.test(prefix)) return prefix;
  throw new Error(
    `The artifact prefix is "${prefix}". It begins with "/", does not end with it, and has no empty or dotted folder: "/mlflow".`,
  );
}
