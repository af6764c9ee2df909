import type { CfnBucket } from 'aws-cdk-lib/aws-s3';

/**
 * The rule that an artifact bucket needs for Studio's pages to show the files and models of runs
 * (aws/amazon-sagemaker-feedback#78). It gives nobody rights: a browser still needs a link that somebody with rights signed.
 *
 * `domainId` may be the pattern `d-*`, which fits every domain: for a bucket that is made beside its domain, or before.
 */
export function studioCors(domainId: string): CfnBucket.CorsRuleProperty {
  return {
    id: 'studio',
    allowedOrigins: [`https://${domainId}.sagemaker.aws`],
    allowedMethods: ['GET', 'PUT', 'POST', 'DELETE'],
    allowedHeaders: ['*'],
  };
}
