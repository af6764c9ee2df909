import { regionWord } from '@atelier/core';
import { type CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import {
  GetBucketTaggingCommand,
  ListBucketsCommand,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { BucketFound, KeyFound, LogGroupFound } from './account.ts';
import { everyPage } from './every-page.ts';
import { look } from './look.ts';
import { workspaceTag } from './read-stacks.ts';

/** Where the names of a workspace's buckets end; S3 lists those of every region. */
export interface BucketPlace {
  readonly account: string;
  readonly region: string;
}

/** Buckets that carry the workspace's tag; only those that could be its own by their names are asked. */
export async function readBuckets(
  workspace: string,
  { account, region }: BucketPlace,
  client: S3Client,
): Promise<readonly BucketFound[]> {
  const end = `-${account}-${regionWord(region)}`;
  const buckets = await everyPage(async (ContinuationToken) => {
    const answer = await client.send(new ListBucketsCommand({ Prefix: `${workspace}-`, ContinuationToken }));
    return { items: answer.Buckets, next: answer.ContinuationToken };
  });
  const names = buckets.flatMap(({ Name }) => Name ?? []);
  const candidates = names.filter((name) => name.startsWith(`${workspace}-`) && name.endsWith(end));
  const found = await Promise.all(candidates.map((name) => readBucket(name, workspace, client)));
  return found.filter((bucket) => bucket !== undefined);
}

async function readBucket(Bucket: string, workspace: string, client: S3Client): Promise<BucketFound | undefined> {
  const tags = await look(client.send(new GetBucketTaggingCommand({ Bucket })));
  const isOurs = tags?.TagSet?.some(({ Key, Value }) => Key === workspaceTag && Value === workspace) === true;
  const first = isOurs ? await look(client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1 }))) : undefined;
  return first && { name: Bucket, isEmpty: (first.Versions ?? []).length + (first.DeleteMarkers ?? []).length === 0 };
}

/** Log groups with these names, and those whose names begin so. */
export async function readLogGroups(
  { names, prefix }: { readonly names: readonly string[]; readonly prefix: string },
  client: CloudWatchLogsClient,
): Promise<readonly LogGroupFound[]> {
  const groups = await Promise.all(
    [...names, prefix].map((logGroupNamePrefix) =>
      everyPage(async (nextToken) => {
        const answer = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix, nextToken }));
        return { items: answer.logGroups, next: answer.nextToken };
      }),
    ),
  );
  const isMeant = (name: string) => names.includes(name) || name.startsWith(prefix);
  const found = groups.flat().map(({ logGroupName: name = '', storedBytes: bytes = 0 }) => ({ name, bytes }));
  return [...new Map(found.filter(({ name }) => isMeant(name)).map((group) => [group.name, group])).values()];
}

export async function readKeys(ids: readonly string[], client: KMSClient): Promise<readonly KeyFound[]> {
  const found = await Promise.all(ids.map((KeyId) => look(client.send(new DescribeKeyCommand({ KeyId })))));
  return found.flatMap((answer) =>
    answer?.KeyMetadata === undefined
      ? []
      : [{ id: answer.KeyMetadata.KeyId ?? '', state: answer.KeyMetadata.KeyState ?? '' }],
  );
}
