/** Things of the network that no journey needs, by their kind and name, and why each is there all the same. */
export const networkMissedByNobody: readonly { readonly taken: RegExp; readonly because: string }[] = [
  {
    taken: /^AWS::EC2::VPCEndpoint \S+ SubnetIds\[\d\]$/,
    because: 'Work reaches the endpoint in another zone; `endpoint-zones` of the proofs wants one in each.',
  },
  {
    taken: /^AWS::EC2::VPCEndpoint \S*(ec2|ecrapi|ecrdkr|kms)[0-9A-F]{8}( SecurityGroupIds\[0\]| PrivateDnsEnabled)?$/,
    because: 'AWS asks for it in the networks of domains; SageMaker uses it from its own network.',
  },
  {
    taken: /^AWS::EC2::VPCEndpoint \S*sagemakerstudio\S* SecurityGroupIds\[0\]$/,
    because: 'Pages of Studio are opened by browsers, which the other group lets in.',
  },
  {
    taken: /^AWS::EC2::SecurityGroup \S+ SecurityGroupEgress\[0\]$/,
    because: 'A line that leads nowhere: without it endpoints could open connections, which takes no way from anybody.',
  },
  {
    taken:
      /^AWS::Route53Resolver::(FirewallDomainList \S*Every\S* Domains\[0\]|FirewallRuleGroup \S+ FirewallRules\[1\])$/,
    because: 'It shuts other names out: without it more names are found.',
  },
  {
    taken: /^AWS::Route53Resolver::FirewallRuleGroupAssociation /,
    because: 'Without a firewall every name is found.',
  },
  {
    taken: /^AWS::Route53Resolver::FirewallDomainList \S*Known\S* Domains\[(1|3)\]$/,
    because: 'Names of AWS in China and of the VPC itself: no call of a journey is made to them here.',
  },
];
