import { keptSid } from '@atelier/aws';
import { regionWord } from '@atelier/aws-regions';
import {
  type CloudWatchLogsClient,
  ListTagsForResourceCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { DescribeKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import {
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  ListObjectVersionsCommand,
  paginateListBuckets,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { BucketFound, KeyFound, LogGroupFound } from './account.ts';
import { everyItem } from './every-item.ts';
import { look } from './look.ts';
import { type Tags, tagsOf } from './ownership.ts';
import type { NamedOf } from './read-serving.ts';
import { tagsUnlessDenied } from './read-tags.ts';
import { type LikelyOurs, type SortedOut, sortOut } from './sort-out.ts';

/** Buckets that are named as the workspace's, and which of them are; only those that could be by their names are asked. */
export async function readBuckets(
  { ownership, ofStacks }: Omit<NamedOf, 'prefix'>,
  client: S3Client,
): Promise<SortedOut<BucketFound>> {
  const { workspace, account, region } = ownership;
  // S3 lists those of every region.
  const end = `-${account}-${regionWord(region)}`;
  const buckets = await everyItem(
    paginateListBuckets({ client }, { Prefix: `${workspace}-` }),
    (answer) => answer.Buckets,
  );
  const names = buckets.flatMap(({ Name }) => Name ?? []);
  const candidates = names.filter((name) => name.startsWith(`${workspace}-`) && name.endsWith(end));
  const found = await Promise.all(
    candidates.map(async (name): Promise<LikelyOurs<string>> => {
      const isOwned = ofStacks.has(name);
      return { id: `bucket ${name}`, thing: name, tags: await tagsUnlessDenied(readBucketTags(name, client)), isOwned };
    }),
  );
  const sorted = sortOut(found, ownership);
  const ours = await Promise.all(sorted.ours.map((name) => readBucket(name, client)));
  return { ...sorted, ours: ours.filter((bucket) => bucket !== undefined) };
}

/** S3 says the same of a bucket without tags and of one that is gone. */
async function readBucketTags(Bucket: string, client: S3Client): Promise<Tags> {
  const tags = await look(client.send(new GetBucketTaggingCommand({ Bucket })));
  return tagsOf(tags?.TagSet);
}

async function readBucket(name: string, client: S3Client): Promise<BucketFound | undefined> {
  const [first, policy] = await Promise.all([
    unlessDenied(look(client.send(new ListObjectVersionsCommand({ Bucket: name, MaxKeys: 1 })))),
    unlessDenied(look(client.send(new GetBucketPolicyCommand({ Bucket: name })))),
  ]);
  if (first === undefined) return undefined;
  const isEmpty = first && [...(first.Versions ?? []), ...(first.DeleteMarkers ?? [])].length === 0;
  return { name, isEmpty, isKept: policy?.Policy?.includes(`"${keptSid}"`) === true };
}

/** Null for who only looks on, and for who becomes an operator with the next deployment: policies do not know them. */
async function unlessDenied<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && error.name === 'AccessDenied') return null;
    throw error;
  }
}

export interface LogGroupsOf extends NamedOf {
  /** Of the workspace's endpoints, each of which has a log group. */
  readonly ofEndpoints: ReadonlySet<string>;
}

/** Log groups of the workspace's stacks and endpoints, and those that are named as if they were. */
export async function readLogGroups(
  { ownership, prefix, ofStacks, ofEndpoints }: LogGroupsOf,
  client: CloudWatchLogsClient,
): Promise<SortedOut<LogGroupFound>> {
  const groups = await Promise.all(
    [...ofStacks, prefix].map((logGroupNamePrefix) =>
      everyItem(paginateDescribeLogGroups({ client }, { logGroupNamePrefix }), (answer) => answer.logGroups),
    ),
  );
  const meant = groups.flat().filter(({ logGroupName: name = '' }) => ofStacks.has(name) || name.startsWith(prefix));
  const found = [...new Map(meant.map((group) => [group.logGroupName, group])).values()].map(
    async ({ logGroupName: name = '', logGroupArn = '', storedBytes: bytes = 0 }) => {
      const tags = await tagsUnlessDenied(readLogTags(logGroupArn, client));
      return { id: `log-group ${name}`, thing: { name, bytes }, tags, isOwned: ofStacks.has(name) };
    },
  );
  const candidates = await Promise.all(found);
  // SageMaker opens them, without tags.
  const own = candidates.filter(({ thing }) => ofEndpoints.has(thing.name));
  const sorted = sortOut(
    candidates.filter((candidate) => !own.includes(candidate)),
    ownership,
  );
  return { ...sorted, ours: [...own.map(({ thing }) => thing), ...sorted.ours] };
}

async function readLogTags(resourceArn: string, client: CloudWatchLogsClient): Promise<Tags | undefined> {
  const answer = await look(client.send(new ListTagsForResourceCommand({ resourceArn })));
  return answer && (answer.tags ?? {});
}

export async function readKeys(ids: readonly string[], client: KMSClient): Promise<readonly KeyFound[]> {
  const found = await Promise.all(ids.map((KeyId) => look(client.send(new DescribeKeyCommand({ KeyId })))));
  return found.flatMap((answer) =>
    answer?.KeyMetadata === undefined
      ? []
      : [{ id: answer.KeyMetadata.KeyId ?? '', state: answer.KeyMetadata.KeyState ?? '' }],
  );
}
