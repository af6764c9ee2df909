import {
  CfnEIP,
  CfnInternetGateway,
  CfnNatGateway,
  CfnRoute,
  CfnRouteTable,
  CfnSecurityGroupEgress,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
  CfnVPCGatewayAttachment,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { type ZonedSubnet, zoneOf } from './private-subnets.ts';

const everywhere = '0.0.0.0/0';

export interface WayOutProps {
  readonly vpcId: string;
  /** Where the NAT gateway stands. */
  readonly publicSubnet: ZonedSubnet;
  /** Route table that gets the way out. */
  readonly routeTableId: string;
  /** Group that may use it, for HTTP and HTTPS. */
  readonly securityGroupId: string;
}

/** One NAT gateway behind which a private network reaches the internet; nobody reaches the network through it. */
export class WayOut extends Construct {
  constructor(scope: Construct, id: string, props: WayOutProps) {
    super(scope, id);
    const { routeTableId } = props;
    const natGatewayId = this.natGatewayIn(this.publicSubnet(props));
    new CfnRoute(this, 'PrivateRoute', { routeTableId, destinationCidrBlock: everywhere, natGatewayId });
    for (const port of [80, 443]) {
      new CfnSecurityGroupEgress(this, `WorkToInternet${port}`, {
        groupId: props.securityGroupId,
        cidrIp: everywhere,
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
        description: 'The internet, behind the NAT gateway',
      });
    }
  }

  private publicSubnet({ vpcId, publicSubnet }: WayOutProps): string {
    const gateway = new CfnInternetGateway(this, 'InternetGateway');
    const gatewayId = gateway.ref;
    const attachment = new CfnVPCGatewayAttachment(this, 'Attachment', { vpcId, internetGatewayId: gatewayId });
    const subnet = new CfnSubnet(this, 'PublicSubnet', {
      vpcId,
      cidrBlock: publicSubnet.cidr,
      mapPublicIpOnLaunch: false,
      ...zoneOf(publicSubnet),
    });
    const subnetId = subnet.ref;
    const routeTableId = new CfnRouteTable(this, 'PublicRouteTable', { vpcId }).ref;
    new CfnSubnetRouteTableAssociation(this, 'PublicAssociation', { subnetId, routeTableId });
    const route = { routeTableId, destinationCidrBlock: everywhere, gatewayId };
    new CfnRoute(this, 'PublicRoute', route).addResourceDependency(attachment);
    return subnetId;
  }

  private natGatewayIn(subnetId: string): string {
    const address = new CfnEIP(this, 'Address', { domain: 'vpc' });
    const gateway = new CfnNatGateway(this, 'NatGateway', { subnetId, allocationId: address.attrAllocationId });
    // An address can be taken only in a VPC that has its gateway; it must also be given back before the gateway goes.
    address.node.addDependency(this.node.findChild('Attachment'));
    return gateway.ref;
  }
}
