import { policyOf, type TemplatePolicyDocument, type TemplateStatement } from './statement.ts';

export interface PerimeterProps {
  /** Account whose principals may pass, to resources of the same account. */
  readonly account: string;
  /** Statements for what else is let through, such as images or buckets of AWS itself. */
  readonly exceptions?: readonly TemplateStatement[];
}

/**
 * Policy of an endpoint that lets nobody's credentials but the account's own reach nobody's resources but the account's own.
 *
 * It is a limit and grants nothing. All actions are in it because an endpoint answers for one service only; both
 * conditions must hold, so foreign buckets and foreign credentials are stopped. The form is the one that AWS publishes
 * for data perimeters (aws-samples/data-perimeter-policy-examples, default_endpoint_policy), by account in place of
 * organisation.
 */
export function perimeterPolicy({ account, exceptions = [] }: PerimeterProps): TemplatePolicyDocument {
  return policyOf(
    {
      Sid: 'OwnPrincipalsOwnResources',
      Effect: 'Allow',
      Principal: '*',
      Action: '*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account } },
    },
    ...exceptions,
  );
}

export interface S3PerimeterProps {
  readonly account: string;
  readonly partition: string;
  readonly region: string;
  /** Buckets of others from which objects may be read; without bucket names nothing of others can be read. */
  readonly readableBuckets?: readonly string[];
}

/**
 * Policy of the S3 endpoint: the account's own buckets, and reading what AWS keeps for the account elsewhere.
 *
 * Image layers come from a bucket of ECR with links signed by ECR, so no condition on the principal fits them
 * (Amazon ECR guide, "Minimum Amazon S3 Bucket Permissions for Amazon ECR"). Python packages of CodeArtifact need no
 * bucket (CodeArtifact guide, "Create the Amazon S3 gateway endpoint").
 */
export function s3PerimeterPolicy({ account, partition, region, readableBuckets = [] }: S3PerimeterProps) {
  const arn = (bucket: string) => `arn:${partition}:s3:::${bucket}`;
  const layers = mayRead('ReadImageLayers', [`${arn(`prod-${region}-starport-layer-bucket`)}/*`], 's3:GetObject');
  const named = mayRead(
    'ReadNamedBuckets',
    readableBuckets.flatMap((bucket) => [arn(bucket), `${arn(bucket)}/*`]),
    ['s3:GetObject', 's3:ListBucket'],
  );
  return perimeterPolicy({ account, exceptions: readableBuckets.length > 0 ? [layers, named] : [layers] });
}

function mayRead(sid: string, resources: readonly string[], actions: string | readonly string[]): TemplateStatement {
  return { Sid: sid, Effect: 'Allow', Principal: '*', Action: actions, Resource: resources };
}
