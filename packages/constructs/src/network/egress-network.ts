import type { Construct } from 'constructs';
import { WayOut } from './internet-route.ts';
import { PrivateNetwork, type PrivateNetworkProps } from './private-network.ts';
import type { ZonedSubnet } from './private-subnets.ts';

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
export class EgressNetwork extends PrivateNetwork {
  constructor(scope: Construct, id: string, props: EgressNetworkProps) {
    super(scope, id, props);
    new WayOut(this, 'WayOut', {
      vpcId: this.vpcId,
      publicSubnet: props.publicSubnet,
      routeTableId: this.routeTableId,
      securityGroupId: this.workSecurityGroupId,
    });
  }
}
