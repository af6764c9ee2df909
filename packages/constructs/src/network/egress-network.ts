import { Construct } from 'constructs';
import { layPrivateNetwork, type PrivateNetworkProps } from './private-network.ts';
import type { ZonedSubnet } from './private-subnets.ts';
import type { TeamNetwork } from './team-network.ts';
import { WayOut } from './way-out.ts';

export interface EgressNetworkProps extends PrivateNetworkProps {
  /** Small subnet for the NAT gateway alone. */
  readonly publicSubnet: ZonedSubnet;
}

/**
 * A private network that reaches the internet over HTTP and HTTPS through one NAT gateway.
 *
 * Everything else is as in `IsolatedNetwork`, down to the logical ids: a stack can change from one to the other and
 * keep its VPC. Endpoint policies hold for what goes through endpoints; what goes through the NAT gateway is not
 * limited by them.
 */
export class EgressNetwork extends Construct implements TeamNetwork {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly workSecurityGroupId: string;
  readonly endpointSecurityGroupId: string;
  readonly s3EndpointId: string | undefined;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly withoutPolicy: readonly string[];

  constructor(scope: Construct, id: string, props: EgressNetworkProps) {
    super(scope, id);
    const network = layPrivateNetwork(this, props);
    this.vpcId = network.vpcId;
    this.subnetIds = network.subnetIds;
    this.workSecurityGroupId = network.workSecurityGroupId;
    this.endpointSecurityGroupId = network.endpointSecurityGroupId;
    this.s3EndpointId = network.s3EndpointId;
    this.endpoints = network.endpoints;
    this.withoutPolicy = network.withoutPolicy;
    new WayOut(this, 'WayOut', {
      vpcId: network.vpcId,
      publicSubnet: props.publicSubnet,
      routeTableId: network.routeTableId,
      securityGroupId: network.workSecurityGroupId,
    });
  }
}
