import { isDeepStrictEqual } from 'node:util';
import { Problem } from '@atelier/problem';
import { DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeKeyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  type S3Client,
  type _Error as S3Error,
} from '@aws-sdk/client-s3';
import { isNotFound, look } from '../../read/look.ts';
import { unlessInterrupted, type Waiting, waitUntil } from '../waiting.ts';
import type { Perform } from './perform.ts';

/** A policy that is as it is to be, or whose bucket is gone, is left. */
export const putPolicies: Perform<'bucket-policies'> = async ({ policies }, { s3 }) => {
  let was = false;
  for (const { bucket: Bucket, policy: Policy } of policies) {
    if ((await look(s3.send(new HeadBucketCommand({ Bucket })))) === undefined) continue;
    const before = await look(s3.send(new GetBucketPolicyCommand({ Bucket })));
    if (before?.Policy !== undefined && isDeepStrictEqual(JSON.parse(before.Policy), JSON.parse(Policy))) continue;
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    was = true;
  }
  return was;
};

/** S3 writes access logs for hours after what they tell of: a bucket that was empty may be full again. */
export const deleteBucket: Perform<'bucket'> = async ({ bucket: Bucket }, { s3 }, waiting) => {
  if ((await look(s3.send(new HeadBucketCommand({ Bucket })))) === undefined) return false;
  const isGone = async () => {
    await emptyBucket(Bucket, s3, waiting);
    return s3.send(new DeleteBucketCommand({ Bucket })).then(() => true, isGoneAfter);
  };
  await waitUntil(isGone, { until: `the bucket ${Bucket} stays empty and is gone`, atMostMinutes: 15 }, waiting);
  return true;
};

function isGoneAfter(error: unknown): boolean {
  if (isNotFound(error)) return true;
  if (error instanceof Error && error.name === 'BucketNotEmpty') return false;
  throw error;
}

/** Deletes every version, a page at a time. */
async function emptyBucket(Bucket: string, s3: S3Client, waiting: Waiting): Promise<void> {
  for (;;) {
    unlessInterrupted(waiting);
    const page = await look(s3.send(new ListObjectVersionsCommand({ Bucket })));
    const found = [...(page?.Versions ?? []), ...(page?.DeleteMarkers ?? [])];
    if (found.length === 0) return;
    const Objects = found.map(({ Key, VersionId }) => ({ Key, VersionId }));
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    const [first] = Errors;
    if (first !== undefined) throw notDeleted(Bucket, Errors.length, first);
  }
}

function notDeleted(bucket: string, count: number, { Key, Code, Message }: S3Error): Problem {
  const isDenied = Code === 'AccessDenied';
  return new Problem({
    code: 'ObjectsNotDeleted',
    message: `${count} or more objects in the bucket ${bucket} could not be deleted, one of them ${Key}: ${Code} ${Message}.`,
    fix: `${isDenied ? 'Remove the hold on them, or give yourself the right; then run' : 'Run'} atelier destroy again.`,
    whose: isDenied ? 'yours' : 'machine',
  });
}

export const deleteLogGroups: Perform<'log-groups'> = async ({ groups }, { logs }) => {
  const asked = groups.map((logGroupName) => look(logs.send(new DeleteLogGroupCommand({ logGroupName }))));
  return (await Promise.all(asked)).some((answer) => answer !== undefined);
};

/** The longest wait that KMS offers, as nothing brings a key back. */
const pendingDays = 30;

export const scheduleKey: Perform<'key'> = async ({ key: KeyId }, { keys }) => {
  const found = await look(keys.send(new DescribeKeyCommand({ KeyId })));
  if (found === undefined || found.KeyMetadata?.KeyState === 'PendingDeletion') return false;
  await keys.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: pendingDays }));
  return true;
};
