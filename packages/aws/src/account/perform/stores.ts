import { Problem } from '@atelier/core';
import { DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeKeyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
} from '@aws-sdk/client-s3';
import { look } from '../look.ts';
import type { Perform } from './perform.ts';

/** Empties a bucket of every version, a page at a time, and removes it. */
export const deleteBucket: Perform<'bucket'> = async ({ bucket: Bucket }, { s3 }) => {
  if ((await look(s3.send(new HeadBucketCommand({ Bucket })))) === undefined) return false;
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) break;
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    const [first] = Errors;
    if (first !== undefined) throw locked(Bucket, Errors.length, `${first.Key}: ${first.Code} ${first.Message}`);
  }
  await look(s3.send(new DeleteBucketCommand({ Bucket })));
  return true;
};

function locked(bucket: string, count: number, first: string): Problem {
  return new Problem({
    code: 'ObjectsNotDeleted',
    message: `${count} objects in the bucket ${bucket} could not be deleted, the first ${first}.`,
    fix: 'Remove the hold or give yourself the right, then run atelier destroy again.',
    whose: 'yours',
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
