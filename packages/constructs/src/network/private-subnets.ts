import { Aws, Fn } from 'aws-cdk-lib';
import { CfnRouteTable, CfnSubnet, CfnSubnetRouteTableAssociation } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface ZonedSubnet {
  readonly cidr: string;
  /** Id of a zone, such as `euc1-az2`, or its position among the zones that the account sees, from 0. */
  readonly zone: string | number;
}

export interface PrivateSubnetsProps {
  readonly vpcId: string;
  readonly subnets: readonly ZonedSubnet[];
}

/** Subnets that share one route table without a route of its own: it reaches the VPC, and what others put into it. */
export class PrivateSubnets extends Construct {
  readonly routeTableId: string;
  readonly subnetIds: readonly string[];

  constructor(scope: Construct, id: string, { vpcId, subnets }: PrivateSubnetsProps) {
    super(scope, id);
    const routeTable = new CfnRouteTable(this, 'RouteTable', { vpcId });
    this.routeTableId = routeTable.ref;
    this.subnetIds = subnets.map((subnet, position) => {
      const made = new CfnSubnet(this, `Subnet${position}`, {
        vpcId,
        cidrBlock: subnet.cidr,
        mapPublicIpOnLaunch: false,
        ...zoneOf(subnet),
      });
      const { routeTableId } = this;
      new CfnSubnetRouteTableAssociation(this, `Association${position}`, { subnetId: made.ref, routeTableId });
      return made.ref;
    });
  }
}

/** Zone of a subnet in the properties of `AWS::EC2::Subnet`. */
export function zoneOf({ zone }: ZonedSubnet) {
  if (typeof zone === 'string') return { availabilityZoneId: zone };
  return { availabilityZone: Fn.select(zone, Fn.getAzs(Aws.REGION)) };
}
