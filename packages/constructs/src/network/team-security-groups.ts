import { CfnSecurityGroup, CfnSecurityGroupEgress, CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

const httpsPort = 443;

/** Ports that members of the work group may open to each other: home folders, kernels and Spark, the warehouse. */
const insidePorts: Readonly<Record<string, { readonly from: number; readonly to: number; readonly what: string }>> = {
  Nfs: { from: 2049, to: 2049, what: 'home folders over NFS' },
  Apps: { from: 8192, to: 65535, what: 'kernels and workers' },
  Redshift: { from: 5439, to: 5439, what: 'warehouse' },
};

export interface TeamSecurityGroupsProps {
  readonly vpcId: string;
  readonly s3PrefixListId: string;
  /**
   * Address range of a VPC that others use too: its endpoints are reached, and those made here answer it, because
   * their private names hold for the whole VPC.
   *
   * @default - work reaches the endpoint group alone, and that group answers work alone
   */
  readonly sharedCidr?: string;
}

/**
 * The two groups of a team: work (notebooks, jobs, warehouses) and the interface endpoints.
 *
 * Work reaches itself, the endpoints and S3, and nothing else. Endpoints answer and open nothing themselves.
 */
export class TeamSecurityGroups extends Construct {
  readonly workId: string;
  readonly endpointsId: string;

  constructor(scope: Construct, id: string, props: TeamSecurityGroupsProps) {
    super(scope, id);
    const endpoints = this.endpointGroup(props);
    const work = this.workGroup(props, endpoints.attrGroupId);
    this.endpointsId = endpoints.attrGroupId;
    this.workId = work.attrGroupId;
    new CfnSecurityGroupIngress(this, 'EndpointsFromWork', {
      groupId: this.endpointsId,
      sourceSecurityGroupId: this.workId,
      ...https('work'),
    });
    this.openWorkToItself();
  }

  private endpointGroup({ vpcId, sharedCidr }: TeamSecurityGroupsProps): CfnSecurityGroup {
    return new CfnSecurityGroup(this, 'Endpoints', {
      groupDescription: 'Interface endpoints: HTTPS from work, nothing out',
      vpcId,
      securityGroupIngress: sharedCidr === undefined ? [] : [{ cidrIp: sharedCidr, ...https('the VPC') }],
      // Without any rule CloudFormation leaves the default one, which lets everything out; the loopback leads nowhere.
      securityGroupEgress: [{ cidrIp: '127.0.0.1/32', ipProtocol: '-1', description: 'Nowhere' }],
    });
  }

  private workGroup({ vpcId, s3PrefixListId, sharedCidr }: TeamSecurityGroupsProps, endpointsId: string) {
    return new CfnSecurityGroup(this, 'Work', {
      groupDescription: 'Notebooks, jobs and warehouses: themselves, endpoints and S3 only',
      vpcId,
      securityGroupEgress: [
        { destinationSecurityGroupId: endpointsId, ...https('the endpoints') },
        { destinationPrefixListId: s3PrefixListId, ...https('S3 through its gateway endpoint') },
        ...(sharedCidr === undefined ? [] : [{ cidrIp: sharedCidr, ...https('endpoints that were there before') }]),
      ],
    });
  }

  // A group cannot name itself inline.
  private openWorkToItself(): void {
    for (const [name, { from, to, what }] of Object.entries(insidePorts)) {
      const rule = {
        groupId: this.workId,
        ipProtocol: 'tcp',
        fromPort: from,
        toPort: to,
        description: `Work: ${what}`,
      };
      new CfnSecurityGroupIngress(this, `WorkFromWork${name}`, { ...rule, sourceSecurityGroupId: this.workId });
      new CfnSecurityGroupEgress(this, `WorkToWork${name}`, { ...rule, destinationSecurityGroupId: this.workId });
    }
  }
}

function https(peer: string) {
  return { ipProtocol: 'tcp', fromPort: httpsPort, toPort: httpsPort, description: `HTTPS: ${peer}` };
}
