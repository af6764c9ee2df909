import type { Action } from '@atelier/core';
import { bucketArn, type PolicyGround } from '../../access/policy-ground.ts';
import { type ApiCall, call } from './api-call.ts';

/** Requests to the buckets of a project, and to those that it was given. */
export function callsInStorage(ground: PolicyGround, action: Action, project: string): ApiCall[] {
  const data = bucketArn(ground, ground.names.projectBucket(project, 'data'));
  const artifacts = bucketArn(ground, ground.names.projectBucket(project, 'artifacts'));
  switch (action) {
    case 'data.read':
      return [...readFrom(data), ...grantedTo(ground, project, 'read').flatMap(readFrom)];
    case 'data.write':
      return [...writeTo(data), ...grantedTo(ground, project, 'write').flatMap(writeTo)];
    case 'artifact.read':
      return readFrom(artifacts);
    case 'artifact.write':
      return writeTo(artifacts);
    default:
      return [];
  }
}

function readFrom(bucket: string): ApiCall[] {
  return [call('s3:GetObject', `${bucket}/2026/sales.csv`), call('s3:ListBucket', bucket, { 's3:prefix': '2026/' })];
}

function writeTo(bucket: string): ApiCall[] {
  return ['s3:PutObject', 's3:DeleteObject'].map((verb) => call(verb, `${bucket}/2026/sales.csv`));
}

/** A bucket may have been given to another project of the same person as well, but then by another entry of the file. */
function grantedTo({ workspace, names }: PolicyGround, project: string, access: 'read' | 'write'): string[] {
  const grants = workspace.projects.find(({ name }) => name === project)?.buckets ?? [];
  return grants
    .filter((grant) => access === 'read' || grant.access === 'write')
    .map(({ bucket }) => `arn:${names.place.partition}:s3:::${bucket.replace('*', 'x')}`);
}
