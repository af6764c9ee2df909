import type { CfnBucket } from 'aws-cdk-lib/aws-s3';

/** The rule that an artifact bucket needs for Studio's pages to show the files and models of runs. */
export function studioCors(domainId: string): CfnBucket.CorsRuleProperty {
  return {
    id: 'studio',
    allowedOrigins: [`https://${domainId}.sagemaker.aws`],
    allowedMethods: ['GET', 'PUT', 'POST', 'DELETE'],
    allowedHeaders: ['*'],
  };
}
