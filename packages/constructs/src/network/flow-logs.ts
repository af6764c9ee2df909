import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnFlowLog } from 'aws-cdk-lib/aws-ec2';
import { CfnManagedPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { policyOf } from './statement.ts';

export interface FlowLogSettings {
  /** One of the numbers of days that CloudWatch Logs knows, such as 30, 90, 365. */
  readonly retentionDays: number;
  /**
   * Key for the log group; its policy must let CloudWatch Logs use it, as that of `TeamKey` does.
   *
   * @default - encrypted with a key of CloudWatch Logs
   */
  readonly kmsKeyArn?: string;
  /** @default - a name made by CloudFormation */
  readonly logGroupName?: string;
  /**
   * Name of the role and of its policy.
   *
   * @default - names made by CloudFormation
   */
  readonly roleName?: string;
  /** @default '/' */
  readonly rolePath?: string;
  /** @default - no boundary */
  readonly permissionsBoundaryArn?: string;
}

export interface FlowLogsProps extends FlowLogSettings {
  readonly vpcId: string;
}

/** A record of every connection of a VPC, accepted or refused, in a log group that outlives the stack. */
export class FlowLogs extends Construct {
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const logGroup = new CfnLogGroup(this, 'LogGroup', {
      logGroupName: props.logGroupName,
      retentionInDays: props.retentionDays,
      kmsKeyId: props.kmsKeyArn,
    });
    logGroup.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.logGroupName = logGroup.ref;
    const role = this.deliveryRole(props);
    const policy = this.deliveryPolicy(role, props, logGroup.attrArn);
    const flowLog = new CfnFlowLog(this, 'FlowLog', {
      resourceId: props.vpcId,
      resourceType: 'VPC',
      trafficType: 'ALL',
      maxAggregationInterval: 600,
      logDestinationType: 'cloud-watch-logs',
      logDestination: logGroup.attrArn,
      deliverLogsPermissionArn: role.attrArn,
    });
    flowLog.addResourceDependency(policy);
  }

  private deliveryRole(props: FlowLogsProps): CfnRole {
    const { partition, region, account } = Stack.of(this);
    return new CfnRole(this, 'DeliveryRole', {
      description: 'Writes the flow logs of a VPC to its log group',
      roleName: props.roleName,
      path: props.rolePath,
      permissionsBoundary: props.permissionsBoundaryArn,
      assumeRolePolicyDocument: policyOf({
        Sid: 'FlowLogsOfThisAccount',
        Effect: 'Allow',
        Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:ec2:${region}:${account}:vpc-flow-log/*` },
        },
      }),
    });
  }

  private deliveryPolicy(role: CfnRole, { rolePath, roleName }: FlowLogsProps, logGroupArn: string): CfnManagedPolicy {
    return new CfnManagedPolicy(this, 'DeliveryPolicy', {
      description: 'Writes the flow logs of a VPC to its log group',
      managedPolicyName: roleName,
      path: rolePath,
      roles: [role.ref],
      policyDocument: policyOf({
        Sid: 'WriteFlowLogs',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Resource: logGroupArn,
      }),
    });
  }
}
