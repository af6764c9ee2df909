import type { Construct } from 'constructs';
import { NameFirewall, namesOfAws } from './name-firewall.ts';
import { PrivateNetwork, type PrivateNetworkProps } from './private-network.ts';

export interface IsolatedNetworkProps extends PrivateNetworkProps {
  /**
   * Names that can be looked up, such as `*.example.com`; for every other one the answer is that it does not exist.
   *
   * @default - names under which AWS and the VPC itself answer
   */
  readonly resolvableNames?: readonly string[];
}

/**
 * A VPC from which nothing leads out but its endpoints, and those let only the account's own credentials reach the
 * account's own resources.
 *
 * No internet gateway, no NAT, no route but the local one and that to S3, and no look-up of foreign names. Work may
 * open HTTPS to the endpoints and to the S3 prefix list only. CloudFormation makes no rule for "S3" without the id of that list, and gives no attribute
 * with it; hence `s3PrefixListId`, and a table of the ids that are public. The alternatives are worse: HTTPS to all
 * addresses would leave isolation to the route table alone, and an S3 interface endpoint costs money each hour.
 *
 * The VPC's default security group stays as AWS makes it (members reach each other and everything): CloudFormation
 * cannot change it without a function of one's own. Nothing made here is a member of it.
 */
export class IsolatedNetwork extends PrivateNetwork {
  constructor(scope: Construct, id: string, props: IsolatedNetworkProps) {
    super(scope, id, props);
    new NameFirewall(this, 'Names', { vpcId: this.vpcId, resolvableNames: props.resolvableNames ?? namesOfAws });
  }
}
