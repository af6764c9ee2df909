import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { policyOf } from '../network/statement.ts';
import {
  type Deliveries,
  denyDataToOperators,
  denyOtherEncryption,
  denyOutsideEndpoints,
  denyServicesForOthers,
  denyWithoutTls,
  type Inside,
  letDeliver,
  type WriteOnceFolder,
  writeOnce,
} from './bucket-rules.ts';
import { closedToThePublic, tidyingRules } from './closed-bucket.ts';

export interface TeamBucketProps {
  readonly bucketName: string;
  readonly kmsKeyArn: string;
  /** Name of the bucket that gets a line for every request; see `AccessLogsBucket`. */
  readonly accessLogsBucketName: string;
  /**
   * VPC endpoints through which data can be read and written; nobody else gets at the data, administrators included.
   * From outside only `operators` see what is there, and delete it: without any, nobody can empty the bucket.
   *
   * @default - from anywhere, by those whom IAM lets
   */
  readonly endpointIds?: readonly string[];
  /**
   * VPC from which data can be read and written, through any endpoint of it; for one whose endpoint for S3 is somebody
   * else's, who may replace it. Not beside `endpointIds`.
   *
   * @default - from anywhere, unless `endpointIds` says otherwise
   */
  readonly vpcId?: string;
  /**
   * ARNs of roles that work from networks of AWS, such as that of an MLflow app.
   *
   * @default - none
   */
  readonly viaRoles?: readonly string[];
  /**
   * ARNs of roles, `*` for any characters, for which services of AWS may act, such as Athena for whoever asks it; `viaRoles`
   * and `operators` are among them.
   *
   * @default - for whomever IAM lets
   */
  readonly workRoles?: readonly string[];
  /**
   * ARNs of roles that list and delete from outside the endpoints, and read and write nothing from anywhere.
   *
   * @default - none
   */
  readonly operators?: readonly string[];
  /**
   * Who puts objects below a folder from outside the endpoints; the key has to know them too, see `TeamKey`.
   *
   * @default - nobody
   */
  readonly deliveries?: Deliveries;
  /** @default - objects may be overwritten, and had for a while as they were before */
  readonly writeOnce?: WriteOnceFolder;
  /**
   * Days that an overwritten or deleted object can still be had.
   *
   * @default 30
   */
  readonly noncurrentDays?: number;
  /**
   * Days after which an unfinished upload is dropped.
   *
   * @default 7
   */
  readonly unfinishedUploadDays?: number;
  /** @default - no web page may read it */
  readonly cors?: readonly CfnBucket.CorsRuleProperty[];
}

function insideOf({ endpointIds = [], vpcId }: TeamBucketProps): Inside | undefined {
  if (endpointIds.length > 0) return { 'aws:SourceVpce': endpointIds };
  return vpcId === undefined ? undefined : { 'aws:SourceVpc': vpcId };
}

/**
 * A bucket for a team's data: one key, TLS only, never public, versioned, every request logged, and reachable through
 * the team's endpoints or VPC alone where they are given. It outlives its stack.
 */
export class TeamBucket extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(scope: Construct, id: string, props: TeamBucketProps) {
    super(scope, id);
    const { kmsKeyArn, viaRoles = [], operators = [], workRoles = [] } = props;
    const bucket = this.bucket(props);
    const bucketArn = bucket.attrArn;
    const inside = insideOf(props);
    const { deliveries } = props;
    const ways = { viaRoles, operators, deliveries };
    const delivered = deliveries === undefined ? [] : [letDeliver(bucketArn, Stack.of(this).partition, deliveries)];
    const throughEndpoints = inside === undefined ? [] : denyOutsideEndpoints(bucketArn, { inside, ...ways });
    const spared = [...workRoles, ...viaRoles, ...operators];
    const withoutServices = workRoles.length > 0 ? [denyServicesForOthers(bucketArn, [...new Set(spared)])] : [];
    const withoutOperators = operators.length > 0 ? [denyDataToOperators(bucketArn, operators)] : [];
    new CfnBucketPolicy(this, 'Policy', {
      bucket: bucket.ref,
      policyDocument: policyOf(
        ...denyWithoutTls(bucketArn),
        ...denyOtherEncryption(bucketArn, kmsKeyArn),
        ...throughEndpoints,
        ...withoutServices,
        ...withoutOperators,
        ...delivered,
        ...(props.writeOnce === undefined ? [] : writeOnce(bucketArn, props.writeOnce)),
      ),
    }).applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.bucketName = bucket.ref;
    this.bucketArn = bucketArn;
  }

  private bucket(props: TeamBucketProps): CfnBucket {
    const bucket = new CfnBucket(this, 'Bucket', {
      ...closedToThePublic,
      bucketName: props.bucketName,
      bucketEncryption: {
        serverSideEncryptionConfiguration: [
          {
            bucketKeyEnabled: true,
            serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: props.kmsKeyArn },
          },
        ],
      },
      loggingConfiguration: {
        destinationBucketName: props.accessLogsBucketName,
        logFilePrefix: `${props.bucketName}/`,
      },
      lifecycleConfiguration: { rules: tidyingRules(props.noncurrentDays ?? 30, props.unfinishedUploadDays ?? 7) },
      corsConfiguration: props.cors === undefined ? undefined : { corsRules: [...props.cors] },
    });
    bucket.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    return bucket;
  }
}
