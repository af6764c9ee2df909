import { Stack } from 'aws-cdk-lib';
import { CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { s3PerimeterPolicy } from './perimeter-policy.ts';
import type { TemplateStatement } from './statement.ts';

export interface S3GatewayEndpointProps {
  readonly vpcId: string;
  readonly routeTableIds: readonly string[];
  /**
   * Buckets of others from which objects may be read.
   *
   * @default - none but the image layers of ECR
   */
  readonly readableBuckets?: readonly string[];
  /**
   * Statements for what else is let through, such as `customResourceAnswers`.
   *
   * @default - nothing
   */
  readonly exceptions?: readonly TemplateStatement[];
}

/** The free way to S3: reaches the account's own buckets, and no foreign bucket can be written. */
export class S3GatewayEndpoint extends Construct {
  readonly endpointId: string;

  constructor(scope: Construct, id: string, props: S3GatewayEndpointProps) {
    super(scope, id);
    const { account, partition, region } = Stack.of(this);
    const perimeter = s3PerimeterPolicy({ account, partition, region, readableBuckets: props.readableBuckets });
    const endpoint = new CfnVPCEndpoint(this, 'Endpoint', {
      vpcEndpointType: 'Gateway',
      vpcId: props.vpcId,
      serviceName: `com.amazonaws.${region}.s3`,
      routeTableIds: [...props.routeTableIds],
      policyDocument: { ...perimeter, Statement: [...perimeter.Statement, ...(props.exceptions ?? [])] },
    });
    this.endpointId = endpoint.ref;
  }
}
