import { Tags } from 'aws-cdk-lib';
import { CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { type FlowLogSettings, FlowLogs } from './flow-logs.ts';
import { type InterfaceEndpoint, InterfaceEndpoints } from './interface-endpoints.ts';
import { PrivateSubnets, type ZonedSubnet } from './private-subnets.ts';
import { S3GatewayEndpoint } from './s3-gateway-endpoint.ts';
import { s3PrefixListIdFor } from './s3-prefix-list.ts';
import type { TemplateStatement } from './statement.ts';
import type { TeamNetwork } from './team-network.ts';
import { TeamSecurityGroups } from './team-security-groups.ts';
import type { Visitors } from './visitors.ts';

export interface PrivateNetworkProps {
  /** Address range of the VPC. */
  readonly cidr: string;
  /** One for each zone. */
  readonly subnets: readonly ZonedSubnet[];
  /** Endpoints of what can be reached beside S3. */
  readonly endpoints: readonly InterfaceEndpoint[];
  /**
   * Id of the prefix list `com.amazonaws.<region>.s3`, which CloudFormation cannot look up.
   *
   * @default - from the table of known ids
   */
  readonly s3PrefixListId?: string;
  /**
   * Accounts whose container images may be pulled, such as that of the AWS deep learning containers.
   *
   * @default - images of this account only
   */
  readonly imageAccounts?: readonly string[];
  /**
   * Buckets of others from which objects may be read.
   *
   * @default - none but the image layers of ECR
   */
  readonly readableBuckets?: readonly string[];
  /**
   * Statements for what else the S3 endpoint lets through, such as `customResourceAnswers`.
   *
   * @default - nothing
   */
  readonly s3Exceptions?: readonly TemplateStatement[];
  /**
   * Who else may come in through some of the endpoints, such as browsers that open Studio.
   *
   * @default - nobody
   */
  readonly visitors?: Visitors;
  /** @default - no flow logs */
  readonly flowLogs?: FlowLogSettings;
}

/** A VPC without any way out, with its endpoints and groups: what every network made here begins with. */
export class PrivateNetwork extends Construct implements TeamNetwork {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly workSecurityGroupId: string;
  readonly endpointSecurityGroupId: string;
  readonly s3EndpointId: string | undefined;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly withoutPolicy: readonly string[];
  /** The one route table of the private subnets. */
  readonly routeTableId: string;

  constructor(scope: Construct, id: string, props: PrivateNetworkProps) {
    super(scope, id);
    Tags.of(this).add('Name', this.node.path);
    const vpc = new CfnVPC(this, 'Vpc', { cidrBlock: props.cidr, enableDnsHostnames: true, enableDnsSupport: true });
    const vpcId = vpc.ref;
    const { subnetIds, routeTableId } = new PrivateSubnets(this, 'Private', { vpcId, subnets: props.subnets });
    const s3PrefixListId = props.s3PrefixListId ?? s3PrefixListIdFor(this);
    const groups = new TeamSecurityGroups(this, 'Groups', { vpcId, s3PrefixListId });
    if (props.flowLogs !== undefined) new FlowLogs(this, 'FlowLogs', { vpcId, ...props.flowLogs });
    const { readableBuckets, s3Exceptions: exceptions } = props;
    const s3 = new S3GatewayEndpoint(this, 'S3', { vpcId, routeTableIds: [routeTableId], readableBuckets, exceptions });
    const endpoints = new InterfaceEndpoints(this, 'Endpoints', {
      vpcId,
      subnetIds,
      securityGroupId: groups.endpointsId,
      endpoints: props.endpoints,
      imageAccounts: props.imageAccounts,
      visitors: props.visitors,
    });
    this.vpcId = vpcId;
    this.subnetIds = subnetIds;
    this.routeTableId = routeTableId;
    this.workSecurityGroupId = groups.workId;
    this.endpointSecurityGroupId = groups.endpointsId;
    this.s3EndpointId = s3.endpointId;
    this.endpoints = endpoints.ids;
    this.withoutPolicy = endpoints.withoutPolicy;
  }
}
