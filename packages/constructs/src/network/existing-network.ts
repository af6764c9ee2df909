import { Construct } from 'constructs';
import { type InterfaceEndpoint, InterfaceEndpoints } from './interface-endpoints.ts';
import { S3GatewayEndpoint } from './s3-gateway-endpoint.ts';
import { s3PrefixListIdFor } from './s3-prefix-list.ts';
import type { TemplateStatement } from './statement.ts';
import type { TeamNetwork } from './team-network.ts';
import { TeamSecurityGroups } from './team-security-groups.ts';
import type { Visitors } from './visitors.ts';

export interface ExistingNetworkProps {
  readonly vpcId: string;
  /** Private subnets, one for each zone. */
  readonly subnetIds: readonly string[];
  /**
   * Route tables of those subnets, for an S3 gateway endpoint.
   *
   * @default - no S3 endpoint is made
   */
  readonly routeTableIds?: readonly string[];
  /**
   * Address range of the VPC: work reaches endpoints that were there before, and those made here answer the whole VPC.
   *
   * @default - work reaches the endpoints made here, and they answer work alone
   */
  readonly cidr?: string;
  /**
   * Interface endpoints that the VPC lacks; one that it has already cannot be made again, for its private name is taken.
   *
   * @default - none
   */
  readonly endpoints?: readonly InterfaceEndpoint[];
  /**
   * Who else may come in through some of the endpoints, such as browsers that open Studio.
   *
   * @default - nobody
   */
  readonly visitors?: Visitors;
  /** @default - from the table of known ids */
  readonly s3PrefixListId?: string;
  /** @default - images of this account only */
  readonly imageAccounts?: readonly string[];
  /** @default - none but the image layers of ECR */
  readonly readableBuckets?: readonly string[];
  /** @default - the S3 endpoint lets nothing else through */
  readonly s3Exceptions?: readonly TemplateStatement[];
}

/**
 * A place for the team in a VPC that somebody else made: security groups, and the endpoints that are asked for.
 *
 * Whether the VPC's routes lead out, and what its own endpoints let through, is that somebody's to say.
 */
export class ExistingNetwork extends Construct implements TeamNetwork {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly workSecurityGroupId: string;
  readonly endpointSecurityGroupId: string;
  readonly s3EndpointId: string | undefined;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly withoutPolicy: readonly string[];

  constructor(scope: Construct, id: string, props: ExistingNetworkProps) {
    super(scope, id);
    const { vpcId, subnetIds, routeTableIds, readableBuckets, s3Exceptions: exceptions } = props;
    const s3PrefixListId = props.s3PrefixListId ?? s3PrefixListIdFor(this);
    const groups = new TeamSecurityGroups(this, 'Groups', { vpcId, s3PrefixListId, sharedCidr: props.cidr });
    const endpoints = new InterfaceEndpoints(this, 'Endpoints', {
      vpcId,
      subnetIds,
      securityGroupId: groups.endpointsId,
      endpoints: props.endpoints ?? [],
      imageAccounts: props.imageAccounts,
      visitors: props.visitors,
    });
    this.vpcId = vpcId;
    this.subnetIds = subnetIds;
    this.workSecurityGroupId = groups.workId;
    this.endpointSecurityGroupId = groups.endpointsId;
    this.endpoints = endpoints.ids;
    this.withoutPolicy = endpoints.withoutPolicy;
    if (routeTableIds !== undefined) {
      this.s3EndpointId = new S3GatewayEndpoint(this, 'S3', {
        vpcId,
        routeTableIds,
        readableBuckets,
        exceptions,
      }).endpointId;
    }
  }
}
