import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';

/** Machines beside the team's own that come in through some of the endpoints, such as browsers that open Studio. */
export interface Visitors {
  /** Address ranges that they come from: of the VPC, or of a network that leads to it. */
  readonly cidrs: readonly string[];
  /** Services whose endpoints answer them: `sagemaker.studio`. */
  readonly services: readonly string[];
}

const httpsPort = 443;

/** The group of those endpoints: HTTPS from the visitors, nothing out. */
export function visitorsGroup(scope: Construct, vpcId: string, { cidrs }: Visitors): string {
  const group = new CfnSecurityGroup(scope, 'Visitors', {
    groupDescription: 'Endpoints that browsers open Studio through: HTTPS from them, nothing out',
    vpcId,
    securityGroupIngress: cidrs.map((cidrIp) => ({
      cidrIp,
      ipProtocol: 'tcp',
      fromPort: httpsPort,
      toPort: httpsPort,
      description: 'HTTPS: browsers that open Studio',
    })),
    // Without any rule CloudFormation leaves the default one, which lets everything out; the loopback leads nowhere.
    securityGroupEgress: [{ cidrIp: '127.0.0.1/32', ipProtocol: '-1', description: 'Nowhere' }],
  });
  return group.attrGroupId;
}
