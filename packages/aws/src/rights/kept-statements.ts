import { allow, type IamStatement } from '../access/policy.ts';
import { arnOf } from '../access/policy-ground.ts';
import { namePatterns } from './name-patterns.ts';
import type { RightsGround } from './rights-ground.ts';
import { tagConditions } from './tag-conditions.ts';

/**
 * Reading what a teardown has kept, and the log of who has read it. Policies of living stores refuse the same calls of
 * operators, so that it gives nothing before.
 */
export function keptStatements(ground: RightsGround): readonly IamStatement[] {
  const { buckets } = namePatterns(ground);
  const viaS3 = { 'kms:ViaService': `s3.${ground.names.place.region}.amazonaws.com` };
  const { carried } = tagConditions(ground);
  return [
    allow('ListKept', ['s3:ListBucket', 's3:ListBucketVersions'], buckets),
    allow(
      'ReadKept',
      ['s3:GetObject', 's3:GetObjectVersion'],
      buckets.map((bucket) => `${bucket}/*`),
    ),
    allow('DecryptKept', ['kms:Decrypt'], [arnOf(ground, 'kms', 'key/*')], {
      ...carried,
      StringEquals: { ...carried.StringEquals, ...viaS3 },
    }),
  ];
}
