import type { Tracking } from '@atelier/core';
import type { Membership } from './membership.ts';
import { allow, type IamStatement } from './policy.ts';
import { bucketArn, type PolicyGround } from './policy-ground.ts';
import { readObjects, writeObjects } from './storage-rights.ts';

/**
 * Folder of a project's runs, from `/`. In a bucket that was there before, each project has one of its own, so that the
 * walls between projects hold there too.
 */
export function runFolder(tracking: Exclude<Tracking, { kind: 'none' }>, project: string): string {
  if (tracking.bucket === null) return tracking.prefix;
  return `${tracking.prefix === '/' ? '' : tracking.prefix}/${project}`;
}

/** Files and models of runs in a bucket that was there before: clients of MLflow write them there themselves. */
export function runFiles(ground: PolicyGround, { projects, holds }: Membership): IamStatement[] {
  const { tracking } = ground.workspace;
  if (tracking.kind === 'none' || tracking.bucket === null || !holds('artifact.read')) return [];
  const bucket = bucketArn(ground, tracking.bucket);
  const folders = projects.map(({ name }) => runFolder(tracking, name));
  return [
    allow('SeeRunFiles', ['s3:ListBucket'], [bucket], {
      StringLike: { 's3:prefix': folders.map((folder) => `${folder.slice(1)}/*`) },
    }),
    allow(
      'RunFiles',
      holds('artifact.write') ? [...readObjects, ...writeObjects] : readObjects,
      folders.map((folder) => `${bucket}${folder}/*`),
    ),
  ];
}
