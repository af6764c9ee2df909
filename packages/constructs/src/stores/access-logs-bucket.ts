import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { policyOf, type TemplateStatement } from '../network/statement.ts';
import { denyWithoutTls } from './bucket-rules.ts';
import { closedToThePublic, tidyingRules } from './closed-bucket.ts';

export interface AccessLogsBucketProps {
  readonly bucketName: string;
  /**
   * Days that a log is kept.
   *
   * @default 365
   */
  readonly keepDays?: number;
}

/**
 * Where S3 writes a line for every request to the account's buckets; only the logging service can write to it.
 *
 * Encrypted with a key of S3: log delivery cannot use a customer key (S3 guide, "Enabling server access logging").
 */
export class AccessLogsBucket extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(scope: Construct, id: string, { bucketName, keepDays = 365 }: AccessLogsBucketProps) {
    super(scope, id);
    const { account, partition } = Stack.of(this);
    const expiry = { id: 'old-logs', status: 'Enabled', expirationInDays: keepDays };
    const bucket = new CfnBucket(this, 'Bucket', {
      ...closedToThePublic,
      bucketName,
      bucketEncryption: {
        serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
      },
      lifecycleConfiguration: { rules: [expiry, ...tidyingRules(1, 1)] },
    });
    const bucketArn = bucket.attrArn;
    bucket.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    new CfnBucketPolicy(this, 'Policy', {
      bucket: bucket.ref,
      policyDocument: policyOf(...denyWithoutTls(bucketArn), mayDeliverLogs(bucketArn, partition, account)),
    }).applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.bucketName = bucket.ref;
    this.bucketArn = bucketArn;
  }
}

function mayDeliverLogs(bucketArn: string, partition: string, account: string): TemplateStatement {
  return {
    Sid: 'DeliverLogsOfThisAccount',
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `${bucketArn}/*`,
    Condition: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': `arn:${partition}:s3:::*` },
    },
  };
}
