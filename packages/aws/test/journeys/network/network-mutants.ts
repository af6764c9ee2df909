import type { EvaluatedResource, EvaluatedStack, Value, ValueMap } from '@atelier/cloudformation';

/** The templates with one thing of the network taken away, and what it was. */
export interface NetworkMutant {
  readonly told: string;
  readonly draft: readonly EvaluatedStack[];
}

const whole =
  /^AWS::(EC2::(Route|SubnetRouteTableAssociation|SecurityGroup(In|E)gress|NetworkAclEntry|VPCEndpoint|NatGateway|InternetGateway|VPCGatewayAttachment)|Route53Resolver::FirewallRuleGroupAssociation)$/;

/** Properties that hold lists of which each item is taken away by itself. */
const lists: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::SecurityGroup': ['SecurityGroupIngress', 'SecurityGroupEgress'],
  'AWS::EC2::VPCEndpoint': ['SubnetIds', 'SecurityGroupIds', 'RouteTableIds'],
  'AWS::Route53Resolver::FirewallRuleGroup': ['FirewallRules'],
  'AWS::Route53Resolver::FirewallDomainList': ['Domains'],
  'AWS::RedshiftServerless::Workgroup': ['SecurityGroupIds'],
};

/** Switches that are turned off. */
const switches: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::VPC': ['EnableDnsSupport', 'EnableDnsHostnames'],
  'AWS::EC2::VPCEndpoint': ['PrivateDnsEnabled'],
};

/** Each route, rule, private name and endpoint of templates taken away, one by one. */
export function* networkMutants(stacks: readonly EvaluatedStack[]): Generator<NetworkMutant> {
  for (const [index, { resources }] of stacks.entries())
    for (const [at, resource] of resources.entries()) {
      const put = (told: string, ...changed: readonly EvaluatedResource[]): NetworkMutant => ({
        told: `${resource.type} ${resource.logicalId}${told}`,
        draft: stacks.with(index, {
          ...(stacks[index] as EvaluatedStack),
          resources: resources.toSpliced(at, 1, ...changed),
        }),
      });
      if (whole.test(resource.type)) yield put('');
      for (const properties of changesOf(resource))
        yield put(` ${properties.told}`, { ...resource, properties: properties.left });
    }
}

function* changesOf({
  type,
  properties,
}: EvaluatedResource): Generator<{ readonly told: string; readonly left: ValueMap }> {
  for (const key of lists[type] ?? []) {
    const items = [properties[key] ?? []].flat() as readonly Value[];
    for (const at of items.keys())
      yield { told: `${key}[${at}]`, left: { ...properties, [key]: items.toSpliced(at, 1) } };
  }
  for (const key of switches[type] ?? [])
    if (properties[key] !== undefined) yield { told: key, left: { ...properties, [key]: false } };
}

/** Ports that subnets of a VPC need among themselves, and beyond them: what leaves on 443 goes to all addresses, and answers come back above 8192. */
const passing: readonly (readonly [name: string, cidr: string, from: number, to: number, ways: readonly boolean[]])[] =
  [
    ['Https', '10.0.0.0/8', 443, 443, [false]],
    ['Nfs', '10.0.0.0/8', 2049, 2049, [true, false]],
    ['Redshift', '10.0.0.0/8', 5439, 5439, [true, false]],
    ['Apps', '10.0.0.0/8', 8192, 65_535, [true, false]],
    ['S3', '0.0.0.0/0', 443, 443, [true]],
    ['AnswersOfS3', '0.0.0.0/0', 32_768, 61_000, [false]],
  ];

/** The templates with a network ACL over all subnets that lets through what work needs and nothing else. */
export function withAcls(stacks: readonly EvaluatedStack[]): readonly EvaluatedStack[] {
  return stacks.map((stack) => {
    const subnets = stack.resources.filter(({ type }) => type === 'AWS::EC2::Subnet');
    const [first] = subnets;
    if (first === undefined) return stack;
    const of = (type: string, logicalId: string, properties: ValueMap): EvaluatedResource => ({
      ...{ stack: stack.stack, logicalId, type: `AWS::EC2::${type}`, properties, dependsOn: [] },
    });
    const acl = `⟨${stack.stack}/Acl⟩`;
    const entries = passing.flatMap(([name, CidrBlock, From, To, ways], index) =>
      ways.map((Egress) =>
        of('NetworkAclEntry', `${name}${Egress ? 'Out' : 'In'}`, {
          ...{ NetworkAclId: acl, RuleNumber: 100 + index, Protocol: 6, RuleAction: 'allow' },
          ...{ Egress, CidrBlock, PortRange: { From, To } },
        }),
      ),
    );
    const joined = subnets.map(({ logicalId }) =>
      of('SubnetNetworkAclAssociation', `Acl${logicalId}`, {
        ...{ SubnetId: `⟨${stack.stack}/${logicalId}⟩`, NetworkAclId: acl },
      }),
    );
    const vpc = first.properties.VpcId ?? null;
    return {
      ...stack,
      resources: [...stack.resources, of('NetworkAcl', 'Acl', { VpcId: vpc }), ...joined, ...entries],
    };
  });
}
