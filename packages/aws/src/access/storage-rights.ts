import type { BucketGrant, Project } from '@atelier/core';
import type { Membership } from './membership.ts';
import { allow, deny, denyElsewhere, type IamStatement } from './policy.ts';
import { bucketArn, type PolicyGround, self } from './policy-ground.ts';
import { registeredModels } from './registered-models.ts';

export const readObjects = ['s3:GetObject', 's3:GetObjectVersion'];
export const writeObjects = ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject'];
const seeBucket = ['s3:GetBucketLocation', 's3:ListBucket'];

/** Data and artifacts of the own projects, the own sandboxes there, and the buckets that the projects were given. */
export function storageRights(ground: PolicyGround, { projects, holds }: Membership): IamStatement[] {
  const bucket = (use: 'data' | 'artifacts' | 'sandboxes') => (project: Project) =>
    bucketArn(ground, ground.names.projectBucket(project.name, use));
  const readable = [
    ...(holds('data.read') ? [...projects.map(bucket('data')), ...granted(ground, projects, 'read')] : []),
    ...(holds('artifact.read') ? projects.map(bucket('artifacts')) : []),
  ];
  const writable = [
    ...(holds('data.write') ? [...projects.map(bucket('data')), ...granted(ground, projects, 'write')] : []),
    ...(holds('artifact.write') ? projects.map(bucket('artifacts')) : []),
  ];
  const sandboxes = holds('sandbox.write') ? projects.map(bucket('sandboxes')) : [];
  const ownFolders = sandboxes.map((arn) => `${arn}/${self}/*`);
  const objects = (arn: string) => `${arn}/*`;
  return [
    allow('SeeBuckets', seeBucket, readable),
    allow('ReadObjects', readObjects, [...readable.filter((arn) => !writable.includes(arn)).map(objects)]),
    allow('WriteObjects', [...readObjects, ...writeObjects], [...writable.map(objects), ...ownFolders]),
    ...(holds('artifact.write') && !holds('model.register')
      ? [
          deny(
            'RegisterNothing',
            ['s3:PutObject'],
            projects.map(({ name }) => registeredModels(ground, name)),
          ),
        ]
      : []),
    allow('SeeSandboxes', ['s3:ListBucket'], sandboxes, { StringLike: { 's3:prefix': `${self}/*` } }),
  ];
}

/** Data, artifacts and given buckets of a project, for whatever works for all its members alike. */
export function readStores(ground: PolicyGround, { name, buckets }: Project): IamStatement[] {
  const own = (['data', 'artifacts'] as const).map((use) => bucketArn(ground, ground.names.projectBucket(name, use)));
  const readable = [...own, ...buckets.map(({ bucket }) => bucketArn(ground, bucket))];
  return [
    allow('SeeBuckets', seeBucket, readable),
    allow(
      'ReadObjects',
      readObjects,
      readable.map((arn) => `${arn}/*`),
    ),
  ];
}

function granted(ground: PolicyGround, projects: readonly Project[], access: 'read' | 'write'): string[] {
  const grants = projects.flatMap(({ buckets }) => buckets);
  const meant = grants.filter((grant) => access === 'read' || grant.access === 'write');
  return [...new Set(meant.map(({ bucket }) => bucketArn(ground, bucket)))];
}

/** Buckets of other accounts are out of reach, apart from those that a project was given. */
export function stayWithBuckets(ground: PolicyGround, grants: readonly BucketGrant[]): IamStatement {
  const exempt = grants.map(({ bucket }) => bucketArn(ground, bucket.endsWith('*') ? bucket : `${bucket}*`));
  const condition = { StringNotEquals: { 'aws:ResourceAccount': ground.names.place.account } };
  if (exempt.length === 0) return deny('OurBuckets', ['s3:*'], ['*'], condition);
  return denyElsewhere('OurBuckets', ['s3:*'], [...new Set(exempt)], condition);
}
