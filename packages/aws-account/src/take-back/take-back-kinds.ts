import type { Account } from '../read/account.ts';

/** A type of resource that a stack leaves behind, and that CloudFormation can make part of a stack again. */
export interface TakeBackKind {
  /** Such as `bucket`. */
  readonly what: string;
  /** Property that tells one from every other, whose value is the physical id. */
  readonly identifier: string;
  /** Properties that are left out of what is imported, as what they name is gone; an update brings them back. */
  readonly leftOut?: readonly string[];
  /** Whether one is there and the workspace's own. */
  isThere(id: string, account: Account): boolean;
}

const isBucket = (id: string, { buckets }: Account) => buckets.some(({ name }) => name === id);
const isTracking = (id: string, { tracking }: Account) => tracking.some((each) => each.id === id);

/**
 * Not among them: a repository of CodeCommit, whose type CloudFormation cannot read; and what goes with the domain.
 *
 * Source: CloudFormation's user guide, "Resource type support", and for the repository its coverage roadmap, 1002.
 */
export const takeBackKinds: Readonly<Record<string, TakeBackKind>> = {
  'AWS::KMS::Key': {
    what: 'key',
    identifier: 'KeyId',
    isThere: (id, { keys }) => keys.some((key) => key.id === id),
  },
  'AWS::S3::Bucket': { what: 'bucket', identifier: 'BucketName', isThere: isBucket },
  'AWS::S3::BucketPolicy': { what: 'policy of the bucket', identifier: 'Bucket', isThere: isBucket },
  'AWS::Logs::LogGroup': {
    what: 'log group',
    identifier: 'LogGroupName',
    isThere: (id, { logGroups }) => logGroups.some(({ name }) => name === id),
  },
  'AWS::RedshiftServerless::Namespace': {
    what: 'namespace',
    identifier: 'NamespaceName',
    leftOut: ['DefaultIamRoleArn', 'IamRoles'],
    isThere: (id, { retained }) => retained.some(({ kind, name }) => kind === 'namespace' && name === id),
  },
  'AWS::SageMaker::ModelPackageGroup': {
    what: 'registry',
    identifier: 'ModelPackageGroupArn',
    isThere: (id, { modelGroups }) => modelGroups.includes(id.replace(/^.*\//, '')),
  },
  'AWS::SageMaker::MlflowTrackingServer': {
    what: 'tracking server',
    identifier: 'TrackingServerName',
    isThere: isTracking,
  },
  'AWS::SageMaker::MlflowApp': { what: 'tracking app', identifier: 'Arn', isThere: isTracking },
};
