import type { CfnBucket, CfnBucketProps } from 'aws-cdk-lib/aws-s3';

/** Settings of every bucket of a team: no public access, no access lists, all versions kept. */
export const closedToThePublic: CfnBucketProps = {
  publicAccessBlockConfiguration: {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  },
  ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
  versioningConfiguration: { status: 'Enabled' },
};

/** Old versions and unfinished uploads go after so many days. */
export function tidyingRules(noncurrentDays: number, unfinishedUploadDays: number): CfnBucket.RuleProperty[] {
  return [
    {
      id: 'old-versions',
      status: 'Enabled',
      noncurrentVersionExpiration: { noncurrentDays },
      expiredObjectDeleteMarker: true,
    },
    {
      id: 'unfinished-uploads',
      status: 'Enabled',
      abortIncompleteMultipartUpload: { daysAfterInitiation: unfinishedUploadDays },
    },
  ];
}
