import { Names } from 'aws-cdk-lib';
import {
  CfnFirewallDomainList,
  CfnFirewallRuleGroup,
  CfnFirewallRuleGroupAssociation,
} from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';

/** 64 are allowed; the lists add a word. */
const longestName = 58;

/** Names under which AWS and the VPC itself answer; nobody else gets a zone below them. Assumed to be all that Studio asks for. */
export const namesOfAws: readonly string[] = ['*.amazonaws.com', '*.amazonaws.com.cn', '*.aws', '*.internal'];

export interface NameFirewallProps {
  readonly vpcId: string;
  /** Names that are looked up, such as `*.example.com`; every other name is answered with "no such name". */
  readonly resolvableNames: readonly string[];
}

/**
 * Closes the way out that a VPC without routes still has: its name server asks the name servers of whoever owns a name,
 * and data can be spelled into the names asked for.
 */
export class NameFirewall extends Construct {
  constructor(scope: Construct, id: string, { vpcId, resolvableNames }: NameFirewallProps) {
    super(scope, id);
    const name = Names.uniqueResourceName(this, { maxLength: longestName });
    const known = this.list('Known', `${name}-known`, resolvableNames);
    const every = this.list('Every', `${name}-every`, ['*']);
    const group = new CfnFirewallRuleGroup(this, 'Rules', {
      name,
      firewallRules: [
        {
          priority: 1,
          action: 'ALLOW',
          firewallDomainListId: known.attrId,
          // Services of AWS answer with other names, such as those of load balancers.
          firewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN',
        },
        { priority: 2, action: 'BLOCK', blockResponse: 'NXDOMAIN', firewallDomainListId: every.attrId },
      ],
    });
    new CfnFirewallRuleGroupAssociation(this, 'Association', {
      name,
      firewallRuleGroupId: group.attrId,
      vpcId,
      // The first that users may take: priorities are above 100 and below 9900.
      priority: 101,
    });
  }

  private list(id: string, name: string, domains: readonly string[]): CfnFirewallDomainList {
    return new CfnFirewallDomainList(this, id, { name, domains: [...domains] });
  }
}
